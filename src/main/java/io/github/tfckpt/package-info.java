/**
 * TensorFlow checkpoints, without TensorFlow: {@link io.github.tfckpt.checkpoint.Checkpoint} is
 * where a program begins.
 *
 * <p>Who works on tfckpt itself finds six floors; each stands on those below it and knows nothing
 * of those above.
 *
 * <pre>
 *   6   cli          what a person types and sees: cli.list, cli.dump, ... a package a command,
 *                    cli.common what they share, cli.records what they tell programs, cli.pairs
 *                    two checkpoints, cli.runs a run of them, cli.part files not whole yet
 *   5   report       a page that shows the answers
 *       inspect      the questions: roles, totals, digests
 *       diff         what changed between two           verify   all that is wrong with one
 *       match        which tensors of two hold the same values
 *       objects      the TF2 object graph as a tree     search   what a text may mean
 *       stats        what numbers are like              history  what became of them over a run
 *   4   checkpoint   the front door: what a path means, tensors by name
 *       change       renamed, reordered, reshaped        render   values as text
 *   3   tf.bundle    V2: index and shards               tf.v1    V1: saved tensor slices
 *       tf.graph     constants of a graph
 *       numpy        .npy and .npz                      safetensors
 *       hdf5         HDF5, and where Keras puts what
 *       store        what formats that are read share   archive  what formats that are written share
 *       name         patterns and order                 entry    what a checkpoint says of itself
 *   2   tensor       dtype, shape, selection, elements
 *       table        the sorted string table            text     numbers as digits
 *       check        findings, and who takes them
 *   1   packed       archives as folders
 *       source       where bytes come from              work     threads
 *       checksum     CRC-32C                            io       bytes, and what can be wrong with them
 * </pre>
 *
 * <p>Data runs one way: file, {@code io}, {@code table}, {@code tf.bundle} or {@code tf.v1}, {@code
 * checkpoint}, {@code inspect}, {@code render}, terminal. Nobody calls back. What may import what
 * is written down, and tested, in {@code ArchitectureTest}.
 *
 * <p>The one trick that everything stands on is {@link io.github.tfckpt.io.ByteSource}: random
 * access to a run of bytes that knows where it came from, whose parts are sources again. The
 * elements of a tensor are such a source, of any size, wherever they lie: in one run of a shard, in
 * a field of a message, in slices over many files. A selection of them is one too.
 *
 * <p>What is added often has one place:
 *
 * <ul>
 *   <li>a format that can be read: a package beside {@code tf.graph} with a {@code TensorStore},
 *       and a {@code StoreFormat} that says how its files are recognized, opened and checked; one
 *       constant of {@link io.github.tfckpt.checkpoint.Format}, with what people call it and what
 *       it can store; one line in {@code ArchitectureTest}, and the package in that of {@code
 *       checkpoint};
 *   <li>an element type: one line of {@link io.github.tfckpt.tensor.DType}, with the layout of its
 *       bits; {@code EveryTypeTest} names the table that has no entry for it yet, such as that of
 *       {@code SafetensorsTypes};
 *   <li>a format of tables: one constant of {@code cli.common.TableFormat}, and what writes its
 *       rows in {@code render.RecordPrinter};
 *   <li>a column of an answer: the class of that command that names its columns, beside the command
 *       in {@code cli}; the transcripts show what changes.
 * </ul>
 *
 * <p>So the next format takes five steps. {@code safetensors} is the smallest to copy from: its
 * file is a header of JSON, then the bytes.
 *
 * <ol>
 *   <li>Write down the grammar in the {@code package-info} of a new package, and put the package
 *       into {@code ArchitectureTest} with what it may import.
 *   <li>Read the header into entries ({@link io.github.tfckpt.entry.TensorEntry}) and give their
 *       bytes as a {@code TensorStore}. Do not trust a length before you have compared it with that
 *       of the file.
 *   <li>Let a {@code StoreCheck} look for everything that can be wrong, and go on after the first.
 *   <li>Add the constant of {@code Format} and what recognizes the file to {@code FileType}. From
 *       now on every command takes it.
 *   <li>Have the library that owns the format write files for {@code testdata}, and run the tests
 *       that all formats share on them: {@code StoreConformance}, hostile headers, the fuzzer.
 * </ol>
 *
 * <p>To go on from here: {@code table} for the grammar of the index, then {@code tf.bundle}.
 */
package io.github.tfckpt;
