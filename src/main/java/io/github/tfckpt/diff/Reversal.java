package io.github.tfckpt.diff;

import io.github.tfckpt.inspect.NamePattern;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.View;
import java.util.List;

/**
 * An axis of A's tensors that is turned around before they are compared: RGB against BGR.
 *
 * @param pattern which tensors, by the name that either side has for them
 * @param axis counted from 0, the outermost, or from -1 backwards
 */
public record Reversal(NamePattern pattern, int axis) {

  /** True if a pair's tensor is turned: by either of its names. */
  boolean isAbout(Pair pair) {
    return pattern.matches(pair.name()) || pattern.matches(pair.nameB());
  }

  /**
   * Checks that reversals are about pairs, and that tensors that are compared have such an axis.
   *
   * @param reversals each of which is checked
   * @param all all pairs that there are
   * @param compared those that will be compared
   * @throws IllegalArgumentException if one is about no tensor of A, or names an axis that a tensor
   *     does not have
   */
  public static void check(List<Reversal> reversals, List<Pair> all, List<Pair> compared) {
    for (Reversal reversal : reversals) {
      for (Pair pair : compared) {
        if (pair.isWhole() && reversal.isAbout(pair)) {
          reversal.axisOf(pair.either().shape(), pair.name());
        }
      }
      if (all.stream().noneMatch(pair -> pair.a().isPresent() && reversal.isAbout(pair))) {
        throw new IllegalArgumentException("'" + reversal.text() + "' is about no tensor of A");
      }
    }
  }

  /** What was typed. */
  String text() {
    return pattern.text() + ":" + axis;
  }

  /**
   * The view with the axis turned.
   *
   * @throws IllegalArgumentException if the shape has no such axis
   */
  View apply(View view, String name) {
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
