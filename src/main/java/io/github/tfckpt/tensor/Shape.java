package io.github.tfckpt.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The extents of a tensor, outermost dimension first. {@code []} is a scalar: rank 0, one element.
 */
public final class Shape {

  /** The shape of rank 0, of one element. */
  public static final Shape SCALAR = new Shape(new long[0]);

  private final long[] extents;

  private Shape(long[] extents) {
    this.extents = extents;
  }

  /**
   * {@return a shape of these extents}
   *
   * @param extents outermost first; none for a scalar
   * @throws IllegalArgumentException if one is negative
   */
  public static Shape of(long... extents) {
    for (long extent : extents) {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent in " + Arrays.toString(extents));
      }
    }
    return extents.length == 0 ? SCALAR : new Shape(extents.clone());
  }

  /** {@return how many dimensions there are} */
  public int rank() {
    return extents.length;
  }

  /**
   * {@return the size of one dimension}
   *
   * @param dimension counted from 0, the outermost
   */
  public long extent(int dimension) {
    return extents[dimension];
  }

  /** {@return the size of each dimension, outermost first} */
  public List<Long> extents() {
    return LongStream.of(extents).boxed().toList();
  }

  /**
   * {@return the index of an element for each dimension, outermost first}
   *
   * @param rowMajor which element it is in row-major order, from 0 on
   */
  public List<Long> index(long rowMajor) {
    Long[] index = new Long[extents.length];
    long rest = rowMajor;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      index[axis] = rest % extents[axis];
      rest /= extents[axis];
    }
    return List.of(index);
  }

  /**
   * {@return how many elements a tensor of this shape has; 0 if any extent is 0}
   *
   * @throws ArithmeticException if the product does not fit in a {@code long}
   */
  public long elementCount() {
    for (long extent : extents) {
      if (extent == 0) {
        return 0;
      }
    }
    long count = 1;
    for (long extent : extents) {
      count = Math.multiplyExact(count, extent);
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /** {@code [2, 3]}, or {@code []} for a scalar. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < extents.length; i++) {
      text.append(i == 0 ? "" : ", ").append(extents[i]);
    }
    return text.append(']').toString();
  }
}
