package io.github.tfckpt.store;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The bytes of a partitioned variable, gathered from the bytes of its slices. */
final class PartitionedSource implements ByteSource {

  private final String description;
  private final Partition partition;
  private final int width;
  private final List<ByteSource> parts;
  private final long size;

  /** Elements that one step along each axis of the whole passes. */
  private final long[] strides;

  PartitionedSource(String description, Partition partition, int width, List<ByteSource> parts) {
    this.description = description;
    this.partition = partition;
    this.width = width;
    this.parts = parts;
    this.size = Math.multiplyExact(partition.whole().elementCount(), (long) width);
    View all = View.all(partition.whole());
    this.strides = new long[partition.whole().rank()];
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] = all.stride(axis);
    }
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    long[] coordinates = new long[strides.length];
    long at = offset;
    while (target.hasRemaining()) {
      long element = at / width;
      long inside = at % width;
      long rest = element;
      for (int axis = 0; axis < strides.length; axis++) {
        coordinates[axis] = rest / strides[axis];
        rest %= strides[axis];
      }
      int owner = partition.owner(coordinates);
      Partition.Box box = partition.box(owner);
      long length = Math.min(run(box, coordinates) * width - inside, target.remaining());
      int limit = target.limit();
      target.limit(target.position() + (int) length);
      parts.get(owner).read(local(box, coordinates) * width + inside, target);
      target.limit(limit);
      at += length;
    }
  }

  /** How many elements from here on lie side by side both in the whole and in the slice. */
  private long run(Partition.Box box, long[] coordinates) {
    long run = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      run += (box.end(axis) - coordinates[axis] - 1) * strides[axis];
      if (box.shape().extent(axis) != partition.whole().extent(axis)) {
        break;
      }
    }
    return run;
  }

  /** The element's row-major index within its slice. */
  static long local(Partition.Box box, long[] coordinates) {
    long index = 0;
    for (int axis = 0; axis < coordinates.length; axis++) {
      index = index * box.shape().extent(axis) + coordinates[axis] - box.start(axis);
    }
    return index;
  }
}
