package io.github.tfckpt.tensor;

import java.util.Arrays;

/**
 * A regular pattern of the elements of a tensor: where it starts, and for each axis how many
 * elements there are and how far apart they lie.
 *
 * <p>Element {@code (i, j, ...)} of the view is element {@code start + i * stride(0) + j *
 * stride(1) + ...} of the tensor, both counted row-major. Strides may be negative.
 */
public final class View {

  private final Shape whole;
  private final long start;
  private final Shape shape;
  private final long[] strides;

  /**
   * A view with one stride for each extent of its shape, in elements.
   *
   * @param whole the shape of the tensor
   * @param start the tensor's element that is the view's first
   */
  View(Shape whole, long start, Shape shape, long... strides) {
    if (strides.length != shape.rank()) {
      throw new IllegalArgumentException(strides.length + " strides for " + shape);
    }
    this.whole = whole;
    this.start = start;
    this.shape = shape;
    this.strides = strides.clone();
  }

  /**
   * {@return all elements of a tensor, as they are}
   *
   * @param shape of the tensor
   */
  public static View all(Shape shape) {
    return new View(shape, 0, shape, rowMajor(shape));
  }

  /** How far apart the elements of a whole tensor lie along each axis. */
  static long[] rowMajor(Shape shape) {
    long[] strides = new long[shape.rank()];
    long stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, shape.extent(axis));
    }
    return strides;
  }

  /** The shape of the tensor that this picks from. */
  Shape whole() {
    return whole;
  }

  /** {@return the shape of what is picked} */
  public Shape shape() {
    return shape;
  }

  /**
   * {@return how far apart neighbours along an axis lie in the tensor, in elements; may be
   * negative}
   *
   * @param axis counted from 0, the outermost
   */
  public long stride(int axis) {
    return strides[axis];
  }

  /**
   * {@return this view, turned around along one axis}
   *
   * @param axis counted from 0, the outermost
   */
  public View reversed(int axis) {
    long[] turned = strides.clone();
    turned[axis] = -turned[axis];
    long last = Math.max(0, shape.extent(axis) - 1);
    return new View(whole, start + last * strides[axis], shape, turned);
  }

  /**
   * {@return this view with its axes in another order, as {@code numpy.transpose} has them}
   *
   * @param axes for each axis of the result which one of this view it is, counted from 0
   * @throws IllegalArgumentException if they are not a permutation of this view's axes
   */
  public View permuted(int... axes) {
    long[] extents = new long[axes.length];
    long[] moved = new long[axes.length];
    boolean[] seen = new boolean[strides.length];
    if (axes.length != strides.length) {
      throw new IllegalArgumentException(axes.length + " axes for " + shape);
    }
    for (int i = 0; i < axes.length; i++) {
      if (axes[i] < 0 || axes[i] >= seen.length || seen[axes[i]]) {
        throw new IllegalArgumentException("axes " + Arrays.toString(axes) + " for " + shape);
      }
      seen[axes[i]] = true;
      extents[i] = shape.extent(axes[i]);
      moved[i] = strides[axes[i]];
    }
    return new View(whole, start, Shape.of(extents), moved);
  }

  /** The tensor's element that is this view's element {@code index}, both row-major. */
  long source(long index) {
    long rest = index;
    long at = start;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      long extent = shape.extent(axis);
      at += rest % extent * strides[axis];
      rest /= extent;
    }
    return at;
  }
}
