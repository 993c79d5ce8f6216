package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.store.Partition;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
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
    Elements elements = entry.slices().isEmpty() ? stored(entry, quoted(entry)) : gathered(entry);
    return new Tensor(entry.name(), entry.dtype(), entry.shape(), elements);
  }

  static String quoted(TensorEntry entry) {
    return "\"" + entry.key().brief() + "\"";
  }

  private Elements stored(TensorEntry entry, String what) throws IOException {
    int crc = entry.crc32c().orElseThrow();
    checkSize(entry, what);
    if (entry.dtype().isFixed()) {
      return FixedElements.summed(entry.dtype(), run(entry, what), bigEndian, crc, what);
    }
    if (entry.dtype().kind() == DType.Kind.STRING) {
      return new StringPayload(run(entry, what), entry.elementCount(), bigEndian, crc, what);
    }
    throw unsupported(entry, what);
  }

  /** The bytes of a whole tensor of a type without values, under the checksums of its type. */
  FixedElements opaque(TensorEntry entry) throws IOException {
    String what = quoted(entry);
    int crc =
        entry.crc32c().orElseThrow(() -> new IllegalArgumentException(entry + " has no checksum"));
    ByteSource run = run(entry, what);
    return entry.dtype().equals(DType.VARIANT)
        ? new FixedElements(DType.UINT8, run, new VariantSums(run, entry.elementCount(), crc, what))
        : FixedElements.summed(DType.UINT8, run, false, crc, what);
  }

  /** Checks that as many bytes are stored as dtype and shape take, as far as they tell. */
  void checkSize(TensorEntry entry, String what) throws Corrupt {
    long count = entry.elementCount();
    long size = entry.bytes().orElseThrow();
    if (entry.dtype().isFixed()) {
      int width = entry.dtype().width();
      long expected = count > Long.MAX_VALUE / width ? Long.MAX_VALUE : count * width;
      if (size != expected) {
        throw Corrupt.at(
            index.description(),
            "%s: %d bytes stored, %s %s takes %d",
            what,
            size,
            entry.dtype(),
            entry.shape(),
            expected);
      }
    }
  }

  private Unsupported unsupported(TensorEntry entry, String what) {
    return Unsupported.at(
        index.description(),
        "%s: tensors of type %s have no values to show; list still works",
        what,
        entry.dtype());
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
    if (!entry.dtype().isFixed() && entry.dtype().kind() != DType.Kind.STRING) {
      throw unsupported(entry, quoted(entry));
    }
    String where = index.description() + ": " + quoted(entry);
    Partition partition = Partition.of(where, entry.shape(), entry.slices());
    List<Elements> parts = new ArrayList<>();
    List<Shape> shapes = partition.shapes();
    for (int i = 0; i < shapes.size(); i++) {
      parts.add(part(entry, entry.slices().get(i), shapes.get(i)));
    }
    return partition.gather(entry.dtype(), parts);
  }

  private Elements part(TensorEntry entry, TensorSlice slice, Shape shape) throws IOException {
    return stored(record(entry, slice, shape), sliced(entry, slice));
  }

  /** A tensor's name, and which slice of it, for messages. */
  static String sliced(TensorEntry entry, TensorSlice slice) {
    return quoted(entry) + " slice " + slice;
  }

  /**
   * The entry of a slice.
   *
   * @throws Corrupt if there is none, or it contradicts the variable's own
   */
  TensorEntry record(TensorEntry entry, TensorSlice slice, Shape shape) throws Corrupt {
    String what = sliced(entry, slice);
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
