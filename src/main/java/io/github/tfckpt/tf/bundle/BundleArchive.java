package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.archive.ForwardOutput;
import io.github.tfckpt.archive.PlacedOutput;
import io.github.tfckpt.archive.RandomOutput;
import io.github.tfckpt.archive.TensorArchive;
import io.github.tfckpt.archive.TensorList;
import io.github.tfckpt.archive.TensorPieces;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.table.TableWriter;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.tensor.StringElements;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * A bundle of one shard, byte for byte as {@code SaveV2} writes it: all tensors whole, in the order
 * of their keys, without gaps. The key of a tensor is what its name in the list stands for: the
 * bytes that {@link Bytes#toString} shows so.
 */
public final class BundleArchive implements TensorArchive {

  private final TensorList tensors;
  private final RandomOutput data;
  private final RandomOutput index;
  private final Bytes[] keys;

  /** The tensors in the order of their keys. */
  private final int[] order;

  /** Where each tensor begins in the shard. */
  private final long[] starts;

  private final long[] sizes;

  /** Plain sums, as entries store them. */
  private final int[] sums;

  private final long size;
  private final TensorPieces pieces;

  /**
   * Plans both files. Strings are read to see how long they are.
   *
   * @param tensors all of types that {@link BundleTypes} has, under names of one byte or more
   */
  public BundleArchive(TensorList tensors, RandomOutput data, RandomOutput index)
      throws IOException {
    this.tensors = tensors;
    this.data = data;
    this.index = index;
    int count = tensors.count();
    keys = new Bytes[count];
    for (int i = 0; i < count; i++) {
      keys[i] = Bytes.unescape(tensors.name(i));
    }
    order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparing(i -> keys[i]))
            .mapToInt(i -> i)
            .toArray();
    starts = new long[count];
    sizes = new long[count];
    sums = new int[count];
    long end = 0;
    for (int i : order) {
      starts[i] = end;
      sizes[i] = size(i);
      end = Math.addExact(end, sizes[i]);
    }
    size = end;
    pieces = new TensorPieces(tensors, i -> tensors.dtype(i).isFixed());
  }

  private long size(int i) throws IOException {
    Kind kind = tensors.dtype(i).kind();
    if (kind == Kind.OPAQUE) {
      return tensors.opaque(i).bytes().size();
    }
    return kind == Kind.STRING
        ? PayloadWriter.size((StringElements) tensors.read(i).elements())
        : Math.multiplyExact(tensors.shape(i).elementCount(), (long) tensors.dtype(i).width());
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int pieces() {
    return pieces.count();
  }

  @Override
  public void write(int piece, LongConsumer progress) throws IOException {
    int i = pieces.tensor(piece);
    if (tensors.dtype(i).isFixed()) {
      pieces
          .place(piece, new PlacedOutput(data, starts[i], progress))
          .ifPresent(sum -> sums[i] = sum);
      return;
    }
    ForwardOutput out = new ForwardOutput(data, starts[i]);
    PayloadWriter payload =
        new PayloadWriter(
            run -> {
              int length = run.remaining();
              out.accept(run);
              progress.accept(length);
            });
    sums[i] =
        tensors.dtype(i).kind() == Kind.STRING
            ? payload.strings((StringElements) tensors.read(i).elements())
            : payload.variants(
                tensors.opaque(i), tensors.shape(i).elementCount(), keys[i].quoted());
    if (out.position() != starts[i] + sizes[i]) {
      throw new IOException(tensors.name(i) + ": its elements changed while they were read");
    }
  }

  /** Writes the index. */
  @Override
  public void finish() throws IOException {
    writeIndex(1, index);
  }

  /**
   * Writes an index of these tensors, in the first of so many shards: it opens {@code
   * PREFIX.data-00000-of-SHARDS}.
   */
  public void writeIndex(int shards, RandomOutput file) throws IOException {
    OutputStream out = new BufferedOutputStream(new ForwardOutput(file, 0), 1 << 16);
    TableWriter table = new TableWriter(out);
    table.add(Bytes.EMPTY, EntryWriter.header(shards));
    for (int i : order) {
      table.add(
          keys[i],
          EntryWriter.entry(tensors.dtype(i), tensors.shape(i), starts[i], sizes[i], sums[i]));
    }
    table.finish();
  }
}
