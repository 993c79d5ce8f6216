package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.store.Partition;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** From the entry of a tensor to its elements. */
final class TensorReader {

  private final BundleIndex index;
  private final Shards shards;
  private final boolean bigEndian;

  TensorReader(BundleIndex index, Shards shards, boolean bigEndian) {
    this.index = index;
    this.shards = shards;
    this.bigEndian = bigEndian;
  }

  Tensor read(TensorEntry entry) throws IOException {
    Elements elements =
        entry.slices().isEmpty() ? stored(entry, entry.key().quoted()) : gathered(entry);
    return new Tensor(entry.name(), entry.dtype(), entry.shape(), elements);
  }

  private Elements stored(TensorEntry entry, String what) throws IOException {
    TensorStore.requireValues(index.description(), what, entry.dtype());
    checkSize(entry, what);
    int crc = entry.crc32c().orElseThrow();
    return entry.dtype().isFixed()
        ? FixedElements.summed(entry.dtype(), run(entry, what), bigEndian, crc, what)
        : new StringPayload(run(entry, what), entry.elementCount(), bigEndian, crc, what);
  }

  /** The bytes of a whole tensor of a type without values, under the checksums of its type. */
  FixedElements opaque(TensorEntry entry) throws IOException {
    String what = entry.key().quoted();
    int crc =
        entry.crc32c().orElseThrow(() -> new IllegalArgumentException(entry + " has no checksum"));
    ByteSource run = run(entry, what);
    return entry.dtype().equals(DType.VARIANT)
        ? new FixedElements(DType.UINT8, run, new VariantSums(run, entry.elementCount(), crc, what))
        : FixedElements.summed(DType.UINT8, run, false, crc, what);
  }

  /** Checks that as many bytes are stored as dtype and shape take, where they say so. */
  void checkSize(TensorEntry entry, String what) throws Corrupt {
    long count = entry.elementCount();
    long size = entry.bytes().orElseThrow();
    if (entry.dtype().isFixed()) {
      int width = entry.dtype().width();
      long expected = count > Long.MAX_VALUE / width ? Long.MAX_VALUE : count * width;
      if (size != expected) {
        throw Corrupt.at(
            index.description(),
            "%s: %d bytes stored, %s %s takes %s",
            what,
            size,
            entry.dtype(),
            entry.shape(),
            BigInteger.valueOf(count).multiply(BigInteger.valueOf(width)));
      }
    }
  }

  /** The bytes of an entry in its shard. */
  private ByteSource run(TensorEntry entry, String what) throws IOException {
    long offset = entry.offset().orElseThrow();
    long size = entry.bytes().orElseThrow();
    if (size == 0) {
      return new ArraySource(index.description() + ": " + what, new byte[0], 0);
    }
    ByteSource shard = shards.shard(entry.shard().orElseThrow());
    if (offset < 0 || size < 0 || offset > shard.size() - size) {
      throw Corrupt.at(
          shard.description(),
          "%s: bytes %d+%d run past the end at %d (truncated?)",
          what,
          offset,
          size,
          shard.size());
    }
    return shard.slice(offset, size);
  }

  /** The elements of a partitioned variable, from the records of its slices. */
  private Elements gathered(TensorEntry entry) throws IOException {
    TensorStore.requireValues(index.description(), entry.key().quoted(), entry.dtype());
    String where = index.description() + ": " + entry.key().quoted();
    Partition partition = Partition.of(where, entry.shape(), entry.slices());
    List<Elements> parts = new ArrayList<>();
    List<Shape> shapes = partition.shapes();
    for (int i = 0; i < shapes.size(); i++) {
      TensorSlice slice = entry.slices().get(i);
      String what = entry.key().quoted() + " slice " + slice;
      parts.add(stored(record(entry, slice, shapes.get(i)), what));
    }
    return partition.gather(entry.dtype(), parts);
  }

  /**
   * The entry of a slice.
   *
   * @throws Corrupt if there is none, or it contradicts the variable's own
   */
  TensorEntry record(TensorEntry entry, TensorSlice slice, Shape shape) throws Corrupt {
    String what = entry.key().quoted() + " slice " + slice;
    TensorEntry record =
        index
            .slice(entry.key(), slice)
            .orElseThrow(
                () -> Corrupt.at(index.description(), "%s has no record of its own", what));
    if (!record.shape().equals(shape) || !record.dtype().equals(entry.dtype())) {
      throw Corrupt.at(
          index.description(),
          "%s: record is %s %s, the slice of the variable %s %s",
          what,
          record.dtype(),
          record.shape(),
          entry.dtype(),
          shape);
    }
    if (!record.slices().isEmpty()) {
      throw Corrupt.at(index.description(), "%s: its record lists slices, and has no bytes", what);
    }
    return record;
  }
}
