/**
 * The object graph of a TF2 checkpoint as a tree: which object is shown where, which are the same,
 * which tensors each holds, and what optimizers keep for them. A graph may be forged: with cycles,
 * with millions of references, with numbers that no object has.
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(Path.of("ckpt-1"))) {
 *   ObjectTree tree = new ObjectTree(checkpoint.objects().orElseThrow(), checkpoint.tensors());
 *   String path = tree.path(0);
 * }
 * }</pre>
 *
 * @see "tensorflow/core/protobuf/trackable_object_graph.proto"
 */
package io.github.tfckpt.objects;
