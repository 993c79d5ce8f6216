package io.github.tfckpt.store;

import com.google.protobuf.CodedInputStream;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;

/**
 * Gathers a TensorShapeProto; several of them, one after another, join their dimensions.
 *
 * <pre>
 *   2 dim*   {1 size int64, 2 name string}
 *   3 unknown_rank bool, read like a scalar
 * </pre>
 */
public final class ProtoShape implements Message {

  /** TensorFlow's own bound. */
  private static final int MOST_RANK = 254;

  private static final int DIM = 2 << 3 | 2;
  private static final int SIZE = 1 << 3;

  private long[] extents = new long[8];
  private int rank;

  /** Begins anew, so that one of these serves many messages. */
  public void clear() {
    rank = 0;
  }

  @Override
  public void field(int tag, CodedInputStream in) throws IOException {
    if (tag != DIM) {
      in.skipField(tag);
      return;
    }
    // By hand: it is what an index has most of.
    long extent = 0;
    int outer = in.pushLimit(in.readRawVarint32());
    for (int inner = in.readTag(); inner != 0; inner = in.readTag()) {
      if (inner == SIZE) {
        extent = in.readInt64();
      } else {
        in.skipField(inner);
      }
    }
    in.popLimit(outer);
    add(extent);
  }

  private void add(long extent) {
    if (rank == extents.length) {
      extents = Arrays.copyOf(extents, 2 * rank);
    }
    extents[rank++] = extent;
  }

  /**
   * The shape that was read.
   *
   * @throws IllegalArgumentException if an extent is negative, there are more than 254, or the
   *     number of elements passes 2^63 - 1
   */
  public Shape shape() {
    if (rank > MOST_RANK) {
      throw new IllegalArgumentException("rank is " + rank + ", at most " + MOST_RANK);
    }
    Shape shape = Shape.of(Arrays.copyOf(extents, rank));
    try {
      shape.elementCount();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("shape " + shape + " has more than 2^63 elements", e);
    }
    return shape;
  }

  /** The same number for the same extents. */
  public int hash() {
    long hash = rank;
    for (int i = 0; i < rank; i++) {
      hash = 31 * hash + extents[i];
    }
    return (int) (hash ^ hash >>> 32);
  }

  /** True if what was read is this shape: saves making it again. */
  public boolean is(Shape shape) {
    if (shape.rank() != rank) {
      return false;
    }
    for (int i = 0; i < rank; i++) {
      if (extents[i] != shape.extent(i)) {
        return false;
      }
    }
    return true;
  }
}
