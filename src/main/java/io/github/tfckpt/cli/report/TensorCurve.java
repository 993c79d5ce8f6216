package io.github.tfckpt.cli.report;

import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.diff.SeriesStep;
import io.github.tfckpt.history.Course;
import io.github.tfckpt.history.StepState;
import io.github.tfckpt.history.TensorHistory;
import io.github.tfckpt.report.BoundedValues;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What became of one tensor over the steps of a run, as far as a page shows it. */
final class TensorCurve {

  /** Digits of a value on a curve. */
  private static final MathContext DIGITS = new MathContext(6);

  private final TensorHistory tensor;
  private final List<StepState> states;
  private final double[] norms;
  private final double[] updates;
  private final BitSet known = new BitSet();
  private final BitSet compared = new BitSet();
  private long nan;
  private long inf;
  private int firstNan = -1;
  private int firstInf = -1;
  private Optional<String> error = Optional.empty();

  /**
   * A curve without values.
   *
   * @param steps how many the run has
   * @param isShown false if only what is odd is kept
   */
  TensorCurve(TensorHistory tensor, int steps, boolean isShown) {
    this.tensor = tensor;
    this.states = isShown ? new ArrayList<>(tensor.states()) : tensor.states();
    int kept = isShown ? steps : 0;
    this.norms = new double[kept];
    this.updates = new double[kept];
  }

  TensorHistory tensor() {
    return tensor;
  }

  /** Elements that are NaN, at the step that has the most. */
  long nan() {
    return nan;
  }

  /** The same of those that are infinite. */
  long inf() {
    return inf;
  }

  /** True if there is a step in which it is not finite, or cannot be read. */
  boolean isOdd() {
    return firstNan >= 0 || firstInf >= 0 || error.isPresent();
  }

  /** Takes what was read of a step. */
  void take(int step, SeriesStep value) {
    if (value.failure().isPresent()) {
      error = error.or(() -> value.failure().map(Visible::message));
      return;
    }
    nan = Math.max(nan, value.nan());
    inf = Math.max(inf, value.inf());
    firstNan = firstNan < 0 && value.nan() > 0 ? step : firstNan;
    firstInf = firstInf < 0 && value.inf() > 0 ? step : firstInf;
    if (norms.length == 0) {
      return;
    }
    norms[step] = value.norm();
    known.set(step);
    value
        .update()
        .ifPresent(
            update -> {
              updates[step] = update.relative();
              compared.set(step);
              if (states.get(step) == StepState.UNKNOWN) {
                states.set(step, update.changed() > 0 ? StepState.CHANGED : StepState.SAME);
              }
            });
  }

  /** A field of the record of a page. */
  Object field(String column) {
    return switch (column) {
      case "course" -> Course.of(states).label();
      case "states" -> states.stream().map(TensorCurve::sign).reduce("", String::concat);
      case "nan" -> nan;
      case "inf" -> inf;
      case "first_nan" -> place(firstNan);
      case "first_inf" -> place(firstInf);
      case "norm" -> values(norms, known);
      case "update" -> values(updates, compared);
      case "error" -> BoundedValues.text(error.orElse(""));
      default -> throw new IllegalArgumentException(column);
    };
  }

  private static Object place(int step) {
    return step < 0 ? (Object) "" : step;
  }

  /** A character for a step, as {@code tfckpt history} has them. */
  private static String sign(StepState state) {
    return switch (state) {
      case ABSENT -> " ";
      case FIRST -> "+";
      case SAME -> ".";
      case CHANGED -> "#";
      case RESHAPED -> "%";
      case UNKNOWN -> "?";
      case UNREAD -> "!";
    };
  }

  private static List<Object> values(double[] values, BitSet there) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      list.add(there.get(i) ? rounded(values[i]) : "");
    }
    return list;
  }

  private static Object rounded(double value) {
    return Double.isFinite(value)
        ? (Object) new BigDecimal(value).round(DIGITS).doubleValue()
        : value;
  }
}
