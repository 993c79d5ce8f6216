package io.github.tfckpt.cli.history;

import io.github.tfckpt.diff.SeriesStep;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.history.RunHistory;
import io.github.tfckpt.history.TensorHistory;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.tensor.DType.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The floats of a run as one vector, and those of each scope: what a name begins with, up to its
 * first slash.
 */
final class ScopeTotals {

  /** One vector at each step. */
  static final class Total {
    private final String scope;
    private int tensors;
    private final double[] norms;
    private final double[] distances;
    private final double[] befores;
    private final long[] nan;
    private final long[] inf;
    private final boolean[] isThere;
    private final boolean[] isCompared;

    private Total(String scope, int steps) {
      this.scope = scope;
      norms = new double[steps];
      distances = new double[steps];
      befores = new double[steps];
      nan = new long[steps];
      inf = new long[steps];
      isThere = new boolean[steps];
      isCompared = new boolean[steps];
    }

    private void add(int step, SeriesStep values) {
      isThere[step] = true;
      norms[step] = length(norms[step], values.norm());
      nan[step] += values.nan();
      inf[step] += values.inf();
      values
          .update()
          .ifPresent(
              update -> {
                isCompared[step] = true;
                distances[step] = length(distances[step], update.distance());
                befores[step] = length(befores[step], update.before());
              });
    }

    /** Unlike that of Java, which says of NaN and an infinity that it is infinite. */
    private static double length(double a, double b) {
      return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.hypot(a, b);
    }

    String scope() {
      return scope;
    }

    int tensors() {
      return tensors;
    }

    /** The norm at a step; empty if no step has it. */
    Optional<Double> norm(int step) {
      return isThere[step] ? Optional.of(norms[step]) : Optional.empty();
    }

    /** The size of the update at a step. */
    Optional<Double> update(int step) {
      double relative = distances[step] == 0 ? 0 : distances[step] / befores[step];
      return isCompared[step] ? Optional.of(relative) : Optional.empty();
    }

    long nan(int step) {
      return nan[step];
    }

    long inf(int step) {
      return inf[step];
    }
  }

  private final RunHistory history;
  private final List<Optional<Total>> ofTensor = new ArrayList<>();
  private final Map<String, Total> scopes = new LinkedHashMap<>();
  private final Total all;

  /**
   * Totals of nothing so far.
   *
   * @param shown the full names by which scopes are told
   */
  ScopeTotals(RunHistory history, List<TensorHistory> tensors, FullNames shown) {
    this.history = history;
    int steps = history.steps().size();
    all = new Total("", steps);
    for (TensorHistory tensor : tensors) {
      TensorEntry entry = tensor.entry();
      if (!isFloat(entry)) {
        ofTensor.add(Optional.empty());
        continue;
      }
      String name = RunSteps.name(entry, shown);
      String scope = name.substring(0, Math.max(0, name.indexOf('/')));
      Total total = scopes.computeIfAbsent(scope, unseen -> new Total(scope, steps));
      total.tensors++;
      all.tensors++;
      ofTensor.add(Optional.of(total));
    }
    scopes.remove("");
  }

  private static boolean isFloat(TensorEntry entry) {
    Kind kind = entry.dtype().kind();
    return kind == Kind.FLOAT || kind == Kind.SMALL_FLOAT || kind == Kind.COMPLEX;
  }

  /** Takes a step. */
  void add(int step, List<Optional<SeriesStep>> values) {
    for (int i = 0; i < values.size(); i++) {
      Optional<SeriesStep> value = values.get(i).filter(each -> each.failure().isEmpty());
      if (value.isPresent() && ofTensor.get(i).isPresent()) {
        ofTensor.get(i).get().add(step, value.get());
        all.add(step, value.get());
      }
    }
  }

  /** Scopes of several tensors, and then all floats. */
  List<Total> shown() {
    List<Total> shown = new ArrayList<>(scopes.values());
    shown.removeIf(total -> total.tensors < 2 || total.tensors == all.tensors);
    shown.add(all);
    return shown;
  }

  /** A row for each scope and step, as programs read it. */
  List<Object> objects() {
    List<Object> objects = new ArrayList<>();
    List<Total> totals = new ArrayList<>(scopes.values());
    totals.add(all);
    for (int step = 0; step < history.steps().size(); step++) {
      for (Total total : totals) {
        if (total.norm(step).isPresent()) {
          objects.add(
              JsonDocument.object(
                  "step",
                  RunSteps.number(history.steps().get(step)),
                  "scope",
                  total.scope(),
                  "tensors",
                  total.tensors(),
                  "l2",
                  total.norm(step),
                  "update",
                  total.update(step),
                  "nan",
                  total.nan(step),
                  "inf",
                  total.inf(step)));
        }
      }
    }
    return objects;
  }
}
