/**
 * The front door: what a path means, and tensors by name, whichever format they are stored in.
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(Path.of("model.ckpt-7"))) {
 *   for (TensorEntry entry : checkpoint.tensors()) {
 *     Tensor tensor = checkpoint.read(entry);
 *   }
 * }
 * }</pre>
 *
 * @see "tensorflow/c/checkpoint_reader.cc"
 * @see "tensorflow/python/checkpoint/checkpoint_management.py"
 */
package io.github.tfckpt.checkpoint;
