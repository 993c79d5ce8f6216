/**
 * TensorFlow checkpoints, without TensorFlow: {@link io.github.tfckpt.checkpoint.Checkpoint} is
 * where a program begins.
 *
 * <p>Who works on tfckpt itself finds six floors; each stands on those below it and knows nothing
 * of those above.
 *
 * <pre>
 *   6   cli          what a person types and sees
 *   5   inspect      the questions: names, totals, digests
 *       diff         what changed between two           verify   all that is wrong with one
 *       objects      the TF2 object graph as a tree     search   what a text may mean
 *       stats        what numbers are like
 *   4   checkpoint   the front door: what a path means, tensors by name
 *       render       values as text             export   values as files
 *   3   bundle       V2: index and shards       v1       V1: saved tensor slices
 *       graph        constants of a graph
 *       store        what these share: keys of slices, versions, messages
 *       entry        what a checkpoint tells: tensors, objects, files
 *   2   tensor       dtype, shape, selection, elements
 *       table        the sorted string table    text     numbers as digits
 *       check        findings, and who takes them
 *   1   source       where bytes come from: files, sums, threads
 *       io           bytes, and what can be wrong with them
 * </pre>
 *
 * <p>Data runs one way: file, {@code io}, {@code table}, {@code bundle} or {@code v1}, {@code
 * checkpoint}, {@code inspect}, {@code render}, terminal. Nobody calls back. What may import what
 * is written down, and tested, in {@code ArchitectureTest}.
 *
 * <p>The one trick that everything stands on is {@link io.github.tfckpt.io.ByteSource}: random
 * access to a run of bytes that knows where it came from, whose parts are sources again. The
 * elements of a tensor are such a source, of any size, wherever they lie: in one run of a shard, in
 * a field of a message, in slices over many files. A selection of them is one too.
 *
 * <p>To go on from here: {@code table} for the grammar of the index, then {@code bundle}.
 */
package io.github.tfckpt;
