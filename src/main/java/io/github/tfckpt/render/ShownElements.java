package io.github.tfckpt.render;

import io.github.tfckpt.tensor.Shape;
import java.io.IOException;

/** Which elements of a tensor are printed: all, or those at both ends of every axis. */
final class ShownElements {

  /** What is done with an element, by row-major index. */
  @FunctionalInterface
  interface Visitor {
    /** Returns false if no more elements need to be seen. */
    boolean visit(long index) throws IOException;
  }

  private final Shape shape;
  private final long edge;
  private final boolean summary;
  private final long[] strides;

  ShownElements(Shape shape, PrintOptions options) {
    this.shape = shape;
    this.edge = options.edgeItems();
    this.summary = shape.elementCount() > options.threshold();
    this.strides = new long[shape.rank()];
    long stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.extent(axis);
    }
  }

  /** True if none is left out. */
  boolean areAll() {
    return !summary;
  }

  /** True if the middle of this axis is left out. */
  boolean isCut(int axis) {
    return summary && shape.extent(axis) / 2 >= edge && shape.extent(axis) > 2 * edge;
  }

  /** The number of elements before those left out. */
  long leading(int axis) {
    return isCut(axis) ? edge : 0;
  }

  /** The first element after those left out: at least the last one is shown. */
  long trailing(int axis) {
    return isCut(axis) ? shape.extent(axis) - Math.max(1, edge) : 0;
  }

  /** How far apart neighbours along an axis lie, in elements. */
  long stride(int axis) {
    return strides[axis];
  }

  /**
   * Shows a visitor every element that the widths depend on. With no edge elements at all these
   * are, in numpy, all of them.
   */
  void forEach(Visitor visitor) throws IOException {
    walk(0, 0, visitor);
  }

  private boolean walk(int axis, long first, Visitor visitor) throws IOException {
    if (axis == strides.length) {
      return visitor.visit(first);
    }
    boolean cut = edge > 0 && isCut(axis);
    long extent = shape.extent(axis);
    for (long i = 0; i < extent; i++) {
      if (cut && i == edge) {
        i = extent - edge;
      }
      long at = first + i * strides[axis];
      if (!(axis == strides.length - 1 ? visitor.visit(at) : walk(axis + 1, at, visitor))) {
        return false;
      }
    }
    return true;
  }
}
