package io.github.tfckpt.diff;

import io.github.tfckpt.inspect.NamePattern;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.View;

/**
 * An axis of A's tensors that is turned around before they are compared: RGB against BGR.
 *
 * @param axis counted from 0, or from -1 backwards
 */
public record Reversal(NamePattern pattern, int axis) {

  /** True if a pair's tensor is turned: by either of its names. */
  boolean isAbout(Pair pair) {
    return pattern.matches(pair.name()) || pattern.matches(pair.nameB());
  }

  /**
   * The view with the axis turned.
   *
   * @throws IllegalArgumentException if the shape has no such axis
   */
  View apply(View view, String name) {
    Shape shape = view.shape();
    int counted = axis < 0 ? axis + shape.rank() : axis;
    if (counted < 0 || counted >= shape.rank()) {
      throw new IllegalArgumentException(
          "'" + pattern.text() + ":" + axis + "': " + name + " " + shape + " has no axis " + axis);
    }
    return view.reversed(counted);
  }
}
