package io.github.tfckpt.cli.diff;

import io.github.tfckpt.cli.common.ExactFigures;
import io.github.tfckpt.cli.common.SeparatedRows;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.diff.Metrics;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.entry.TensorEntry;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** A comparison for spreadsheets: the same columns always, empty where there is nothing to say. */
final class DiffRows {

  private DiffRows() {}

  static void print(List<TensorDiff> diffs, SeparatedRows rows) throws IOException {
    rows.row(
        "status",
        "name",
        "name_b",
        "dtype",
        "dtype_b",
        "shape",
        "shape_b",
        "elements",
        "differing",
        "max_abs",
        "max_abs_at",
        "max_rel",
        "rms",
        "mean_abs",
        "cosine",
        "nan_a",
        "nan_b",
        "note");
    for (TensorDiff diff : diffs) {
      ExactFigures figures = ExactFigures.of(diff);
      TensorEntry a = diff.pair().either();
      TensorEntry b = diff.pair().b().orElse(a);
      rows.row(
          diff.status().label(),
          diff.pair().name(),
          diff.pair().nameB(),
          a.dtype().label(),
          b.dtype().label(),
          a.shape().toString(),
          b.shape().toString(),
          Long.toString(a.elementCount()),
          count(diff, Metrics::differing),
          figures.maxAbs(),
          figures.hasPlace() ? figures.maxAt().toString() : "",
          figures.maxRel(),
          figures.rms(),
          figures.meanAbs(),
          figures.cosine(),
          figures.cosine().isEmpty() ? "" : count(diff, Metrics::nanA),
          figures.cosine().isEmpty() ? "" : count(diff, Metrics::nanB),
          diff.failure().map(IOException::getMessage).map(Visible::line).orElse(diff.note()));
    }
    rows.flush();
  }

  private static String count(TensorDiff diff, Function<Metrics, Long> count) {
    return diff.metrics().map(metrics -> Long.toString(count.apply(metrics))).orElse("");
  }
}
