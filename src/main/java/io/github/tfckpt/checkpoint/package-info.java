/**
 * The front door: what a path means, and tensors by name, whichever format they are stored in.
 *
 * <p>One tensor:
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(Path.of("model.ckpt-7"))) {
 *   float[] kernel = checkpoint.tensor("dense/kernel").floats();
 * }
 * }</pre>
 *
 * <p>All of them, of any size, by what the index says of each:
 *
 * <pre>{@code
 * for (TensorEntry entry : checkpoint.tensors()) {
 *   if (entry.dtype().isFixed()) {
 *     Tensor tensor = checkpoint.read(entry);
 *     try (InputStream bytes = tensor.openStream()) {
 *       use(tensor.name(), tensor.dtype(), tensor.shape(), bytes);
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>What is wrong with a file is a {@link io.github.tfckpt.io.CheckpointException}: {@code
 * Missing}, {@code Corrupt} or {@code Unsupported}. What a wrong argument leads to is an {@code
 * IllegalArgumentException}.
 *
 * @see "tensorflow/c/checkpoint_reader.cc"
 * @see "tensorflow/python/checkpoint/checkpoint_management.py"
 */
package io.github.tfckpt.checkpoint;
