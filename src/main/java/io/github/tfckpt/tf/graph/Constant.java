package io.github.tfckpt.tf.graph;

import io.github.tfckpt.entry.TensorEntry;

/**
 * A constant of a graph.
 *
 * @param declared the number of the type that the node has as an attribute of its own; 0 if none
 * @param start of its TensorProto, in bytes from the start of the file
 * @param size of its TensorProto, in bytes
 */
record Constant(TensorEntry entry, int declared, long start, long size) {}
