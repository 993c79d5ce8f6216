/**
 * What changed between two checkpoints: which tensors are a pair, and how far their values are
 * apart.
 *
 * <p>{@link io.github.tfckpt.diff.Pairing} pairs tensors by name; {@link
 * io.github.tfckpt.diff.CheckpointDiff} reads and compares their values, {@link
 * io.github.tfckpt.diff.QuickDiff} what the indexes say of them. Values are compared row-major,
 * wherever they lie: V1 against V2, partitioned against whole, either byte order.
 *
 * <p>How values are compared: a pair is a number of chunks of fixed bounds ({@code
 * ValueComparison}), which threads take in steps ({@code PairWork}). Equal bytes are passed over;
 * all else is decoded in pieces and goes through a kernel into a {@code PairTally}, one for each
 * chunk. Tallies are joined in order, so that no digit depends on the number of threads. Checksums
 * of chunks are joined too, and compared with those that are stored.
 *
 * <pre>{@code
 * for (TensorDiff diff : CheckpointDiff.of(a, b).diffs()) {
 *   use(diff.pair().name(), diff.status());
 * }
 * }</pre>
 */
package io.github.tfckpt.diff;
