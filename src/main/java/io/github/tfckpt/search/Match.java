package io.github.tfckpt.search;

import io.github.tfckpt.entry.TensorEntry;

/**
 * A tensor that may be meant.
 *
 * @param entry what the index says of it
 * @param distance how far its name is from what was asked for: 0 if it is the same, less than 1 for
 *     a near one
 */
public record Match(TensorEntry entry, double distance) {}
