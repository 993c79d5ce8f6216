package io.github.tfckpt.store;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The elements of a partitioned variable, each where it lies in its slice. */
final class PartitionedElements {

  private PartitionedElements() {}

  /**
   * The elements of the whole tensor.
   *
   * @param parts the elements of each slice, by its number
   */
  static Elements of(Partition partition, DType dtype, List<Elements> parts) {
    if (!dtype.isFixed()) {
      List<StringElements> strings = new ArrayList<>();
      parts.forEach(part -> strings.add((StringElements) part));
      return new GatheredStrings(partition, strings);
    }
    List<ByteSource> sources = new ArrayList<>();
    parts.forEach(part -> sources.add(((FixedElements) part).bytes()));
    return new FixedElements(
        dtype,
        new Gathered(partition, dtype.width(), sources),
        () -> {
          for (Elements part : parts) {
            part.check();
          }
        });
  }

  /** The bytes of a partitioned variable, gathered from the bytes of its slices. */
  private static final class Gathered implements ByteSource {

    private final Partition partition;
    private final int width;
    private final List<ByteSource> parts;
    private final long size;

    /** Elements that one step along each axis of the whole passes. */
    private final long[] strides;

    Gathered(Partition partition, int width, List<ByteSource> parts) {
      Shape whole = partition.whole();
      this.partition = partition;
      this.width = width;
      this.parts = parts;
      this.size = Math.multiplyExact(whole.elementCount(), (long) width);
      View all = View.all(whole);
      this.strides = new long[whole.rank()];
      for (int axis = 0; axis < strides.length; axis++) {
        strides[axis] = all.stride(axis);
      }
    }

    @Override
    public String description() {
      return partition.where();
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
        parts.get(owner).read(box.local(coordinates) * width + inside, target);
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
  }

  /** The strings of a partitioned variable, each found in its slice. */
  private static final class GatheredStrings extends StringElements {

    private final Partition partition;
    private final List<StringElements> parts;

    GatheredStrings(Partition partition, List<StringElements> parts) {
      this.partition = partition;
      this.parts = parts;
    }

    @Override
    public long count() {
      return partition.whole().elementCount();
    }

    @Override
    public ByteSource at(long index) throws IOException {
      Shape whole = partition.whole();
      long[] coordinates = new long[whole.rank()];
      long rest = index;
      for (int axis = coordinates.length - 1; axis >= 0; axis--) {
        coordinates[axis] = rest % whole.extent(axis);
        rest /= whole.extent(axis);
      }
      int owner = partition.owner(coordinates);
      return parts.get(owner).at(partition.box(owner).local(coordinates));
    }

    @Override
    public StringElements forward() {
      return new GatheredStrings(partition, parts.stream().map(StringElements::forward).toList());
    }

    @Override
    public void check() throws IOException {
      for (StringElements part : parts) {
        part.check();
      }
    }
  }
}
