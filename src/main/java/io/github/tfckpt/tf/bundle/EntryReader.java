package io.github.tfckpt.tf.bundle;

import com.google.protobuf.CodedInputStream;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.store.EntryColumns;
import io.github.tfckpt.store.Message;
import io.github.tfckpt.store.ProtoShape;
import io.github.tfckpt.store.ProtoSlice;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads BundleEntryProtos one after another. Many have the same shape: they mostly share it.
 *
 * <pre>
 *   1 dtype enum   2 shape   3 shard_id int32   4 offset int64   5 size int64
 *   6 crc32c fixed32, masked   7 slices*
 * </pre>
 */
final class EntryReader implements Message {

  private static final int DTYPE = 1 << 3;
  private static final int SHAPE = 2 << 3 | 2;
  private static final int SHARD = 3 << 3;
  private static final int OFFSET = 4 << 3;
  private static final int SIZE = 5 << 3;
  private static final int CRC = 6 << 3 | 5;
  private static final int SLICE = 7 << 3 | 2;

  /** How many shapes are kept at hand: a power of two. */
  private static final int SHAPES = 64;

  private final Message.Reader values = new Message.Reader();
  private final ProtoShape protoShape = new ProtoShape();
  private final Shape[] shapes = new Shape[SHAPES];
  private int dtype;
  private int shard;
  private long offset;
  private long size;
  private int maskedCrc;
  private List<TensorSlice> slices = List.of();

  /**
   * Reads the value of a key, and adds what it says to {@code entries}.
   *
   * @throws Corrupt if it is no BundleEntryProto, or its shape is impossible
   */
  void read(Bytes key, ByteCursor value, EntryColumns.Builder entries) throws IOException {
    dtype = 0;
    shard = 0;
    offset = 0;
    size = 0;
    maskedCrc = 0;
    slices = List.of();
    protoShape.clear();
    values.read(value, this);
    try {
      add(key, entries);
    } catch (IllegalArgumentException e) {
      throw value.corrupt("%s", e.getMessage());
    }
  }

  @Override
  public void field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case DTYPE -> dtype = in.readInt32();
      case SHAPE -> protoShape.readNested(in);
      case SHARD -> shard = in.readInt32();
      case OFFSET -> offset = in.readInt64();
      case SIZE -> size = in.readInt64();
      case CRC -> maskedCrc = in.readFixed32();
      case SLICE -> addSlice(ProtoSlice.readFrom(in));
      default -> in.skipField(tag);
    }
  }

  private void addSlice(TensorSlice slice) {
    if (slices.isEmpty()) {
      slices = new ArrayList<>();
    }
    slices.add(slice);
  }

  private void add(Bytes key, EntryColumns.Builder entries) {
    int slot = protoShape.hash() & (SHAPES - 1);
    Shape shape = shapes[slot];
    if (shape == null || !protoShape.is(shape)) {
      shape = protoShape.shape();
      shapes[slot] = shape;
    }
    DType type = DType.of(dtype);
    // A variable whose only slice is all of it has its elements where a whole tensor has them.
    if (slices.isEmpty() || (slices.size() == 1 && slices.get(0).isEverything())) {
      int sum = Crc32c.unmask(maskedCrc);
      entries.addStored(key, type, shape, shard, offset, size, sum);
      return;
    }
    if (shape.elementCount() > Long.MAX_VALUE / Math.max(1, type.width())) {
      throw new IllegalArgumentException("shape " + shape + " takes more than 2^63 bytes");
    }
    entries.addScattered(key, type, shape, slices);
  }

  /** True if what was read last has bytes in a shard. */
  boolean isInShard() {
    return slices.isEmpty() && size > 0;
  }

  /** The shard of what was read last. */
  int shard() {
    return shard;
  }
}
