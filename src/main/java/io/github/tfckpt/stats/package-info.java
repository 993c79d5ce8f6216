/**
 * What the numbers in tensors are like: how many are NaN, infinite or zero, their range, mean,
 * deviation and norm, their histogram.
 *
 * <p>{@link io.github.tfckpt.stats.CheckpointStats} takes them of many tensors. A tensor is cut
 * into ranges of fixed bounds ({@code TensorWork}), of which each gives a {@code Tally}; tallies
 * are joined in order, so that no digit depends on the number of threads. A range is read in chunks
 * that are summed for its checksum ({@code Scanner}) and goes through a kernel in pieces that stay
 * in the nearest cache.
 *
 * <pre>
 *   FloatKernel     float32, in loops that the compiler vectorises
 *   ComplexKernel   complex numbers
 *   RealKernel      all else, as doubles; integers of 64 bits besides, which a double cannot hold
 *   Moments         sums, and squares around the mean
 *   Extremes        the least and the greatest
 * </pre>
 *
 * <pre>{@code
 * try (CheckpointStats stats = new CheckpointStats(checkpoint, entries, 0, 2, bytes -> {})) {
 *   for (TensorEntry entry : entries) {
 *     use(entry, stats.next().finite().mean());
 *   }
 * }
 * }</pre>
 */
package io.github.tfckpt.stats;
