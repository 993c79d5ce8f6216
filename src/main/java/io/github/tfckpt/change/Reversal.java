package io.github.tfckpt.change;

import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.View;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An axis of A's tensors that is turned around before they are compared: RGB against BGR.
 *
 * @param pattern which tensors, by the name that either side has for them
 * @param text how messages call it: {@code rgb:2}
 * @param axis counted from 0, the outermost, or from -1 backwards
 */
public record Reversal(Predicate<String> pattern, String text, int axis) {

  /**
   * {@return true if a tensor is turned, by any of its names}
   *
   * @param names what either side calls it: keys and full names
   */
  public boolean isAbout(List<String> names) {
    return names.stream().anyMatch(pattern);
  }

  /**
   * {@return what some rules make of a tensor; empty if none of them is about it}
   *
   * @param rules applied one after the other
   * @param shape of the tensor
   * @param names of the tensor, the one for messages first
   * @throws IllegalArgumentException if the shape lacks an axis
   */
  public static Optional<View> view(List<Reversal> rules, Shape shape, List<String> names) {
    Optional<View> view = Optional.empty();
    for (Reversal rule : rules) {
      if (rule.isAbout(names)) {
        View before = view.orElseGet(() -> View.all(shape));
        view = Optional.of(before.reversed(rule.axisOf(shape, names.get(0))));
      }
    }
    return view;
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

  private int axisOf(Shape shape, String name) {
    int counted = axis < 0 ? axis + shape.rank() : axis;
    if (counted < 0 || counted >= shape.rank()) {
      throw new IllegalArgumentException(
          "'" + text + "': " + name + " " + shape + " has no axis " + axis);
    }
    return counted;
  }
}
