package io.github.tfckpt.change;

import io.github.tfckpt.name.NamePattern;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.View;

/**
 * An axis of A's tensors that is turned around before they are compared: RGB against BGR.
 *
 * @param pattern which tensors, by the name that either side has for them
 * @param axis counted from 0, the outermost, or from -1 backwards
 */
public record Reversal(NamePattern pattern, int axis) {

  /**
   * {@return true if a tensor is turned, by either of its names}
   *
   * @param name its name on one side
   * @param otherName its name on the other side, or the same
   */
  public boolean isAbout(String name, String otherName) {
    return pattern.matches(name) || pattern.matches(otherName);
  }

  /**
   * Checks that a tensor has such an axis.
   *
   * @param shape of the tensor
   * @param name of the tensor, for the message
   * @throws IllegalArgumentException if its shape has no such axis
   */
  public void check(Shape shape, String name) {
    axisOf(shape, name);
  }

  /** {@return what was typed} */
  public String text() {
    return pattern.text() + ":" + axis;
  }

  /**
   * {@return the view with the axis turned}
   *
   * @param view of the tensor
   * @param name of the tensor, for the message
   * @throws IllegalArgumentException if the shape has no such axis
   */
  public View apply(View view, String name) {
    return view.reversed(axisOf(view.shape(), name));
  }

  private int axisOf(Shape shape, String name) {
    int counted = axis < 0 ? axis + shape.rank() : axis;
    if (counted < 0 || counted >= shape.rank()) {
      throw new IllegalArgumentException(
          "'" + text() + "': " + name + " " + shape + " has no axis " + axis);
    }
    return counted;
  }
}
