package io.github.tfckpt.graph;

import io.github.tfckpt.entry.TensorEntry;

/**
 * A constant of a graph.
 *
 * @param start of its TensorProto, in bytes from the start of the file
 * @param size of its TensorProto, in bytes
 */
record Constant(TensorEntry entry, long start, long size) {}
