package io.github.tfckpt.cli.common;

import io.github.tfckpt.diff.Metrics;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.text.DoubleText;
import java.util.ArrayList;
import java.util.List;

/**
 * Distances as programs read them: all digits, {@code NaN}, {@code -Infinity}; empty where there is
 * none.
 *
 * @param maxAt an index for each axis of A's tensor; empty also for a scalar
 */
public record ExactFigures(
    String maxAbs,
    List<Long> maxAt,
    boolean hasPlace,
    String maxRel,
    String rms,
    String meanAbs,
    String cosine) {

  private static final ExactFigures NONE = new ExactFigures("", List.of(), false, "", "", "", "");

  public static ExactFigures of(TensorDiff diff) {
    if (diff.metrics().isEmpty() || !diff.metrics().get().hasDistances()) {
      return NONE;
    }
    Metrics found = diff.metrics().get();
    boolean identical = found.maxAt() < 0 && Double.isNaN(found.cosine());
    return new ExactFigures(
        diff.isOfIntegers() ? Long.toUnsignedString(found.maxInteger()) : number(found.maxAbs()),
        found.maxAt() < 0 ? List.of() : index(diff.pair().either().shape(), found.maxAt()),
        found.maxAt() >= 0,
        number(found.maxRel()),
        number(found.rms()),
        number(found.meanAbs()),
        identical ? "" : number(found.cosine()));
  }

  /** A double with all its digits. */
  public static String number(double value) {
    return Double.isFinite(value) ? DoubleText.of(value) : Double.toString(value);
  }

  /** The index for each axis of a row-major index. */
  public static List<Long> index(Shape shape, long rowMajor) {
    List<Long> index = new ArrayList<>();
    long rest = rowMajor;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      index.add(0, rest % shape.extent(axis));
      rest /= shape.extent(axis);
    }
    return index;
  }
}
