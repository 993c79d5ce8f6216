package io.github.tfckpt.cli.report;

import io.github.tfckpt.cli.common.ReadFailures;
import io.github.tfckpt.diff.SeriesStep;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.history.RunHistory;
import io.github.tfckpt.history.RunValues;
import io.github.tfckpt.history.TensorHistory;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.report.BoundedValues;
import io.github.tfckpt.report.Page;
import io.github.tfckpt.report.ShownTensors;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The page of a run: its head, then a record with the curves of each tensor. */
final class RunPage {

  /** The fields of a record, in their order. */
  private static final List<String> COLUMNS =
      List.of(
          "name",
          "key",
          "dtype",
          "shape",
          "params",
          "bytes",
          "role",
          "course",
          "states",
          "nan",
          "inf",
          "first_nan",
          "first_inf",
          "norm",
          "update",
          "error");

  /** Values of curves that are in memory, and on the page. */
  private static final int MOST_VALUES = 400_000;

  /** Tensors with NaN or infinities that are shown though others are larger. */
  private static final int MOST_FLAGGED = 500;

  private final RunHistory history;
  private final FullNames shown;
  private final List<TensorHistory> tensors;
  private final ShownTensors plan;
  private final List<TensorCurve> curves = new ArrayList<>();

  /**
   * A page to be written.
   *
   * @param shown the names that it shows
   */
  RunPage(RunHistory history, FullNames shown) {
    this.history = history;
    this.shown = shown;
    this.tensors = history.tensors();
    int most = Math.min(ShownTensors.MOST, MOST_VALUES / history.steps().size());
    this.plan =
        ShownTensors.of(
            tensors.size(),
            i -> tensors.get(i).entry().bytes().orElse(0),
            i -> name(tensors.get(i).entry()),
            Math.max(1, most));
    for (int i = 0; i < tensors.size(); i++) {
      curves.add(new TensorCurve(tensors.get(i), history.steps().size(), plan.isShown(i)));
    }
  }

  private String name(TensorEntry entry) {
    return shown.of(entry).orElse(entry.name());
  }

  /** The tensors whose elements are numbers. */
  private List<TensorCurve> numbers() {
    return curves.stream().filter(curve -> curve.tensor().entry().dtype().isFixed()).toList();
  }

  private RunValues values(int threads, LongConsumer progress) {
    return new RunValues(
        history, numbers().stream().map(TensorCurve::tensor).toList(), threads, progress);
  }

  /** How many bytes are read. */
  long work() {
    RunValues values = values(1, bytes -> {});
    long bytes = 0;
    for (int step = 0; step < history.steps().size(); step++) {
      bytes += values.bytes(step);
    }
    return bytes;
  }

  /** Writes the page, whose head has these fields. */
  void write(
      Map<String, Object> head,
      int threads,
      LongConsumer progress,
      ReadFailures failures,
      OutputStream out)
      throws IOException {
    List<TensorCurve> read = numbers();
    values(threads, progress)
        .read(
            0,
            history.steps().size(),
            (step, values) -> {
              for (int i = 0; i < values.size(); i++) {
                if (values.get(i).isPresent()) {
                  take(step, read.get(i), values.get(i).get(), failures);
                }
              }
            });
    Page page = Page.begin(out, true);
    head.put("columns", COLUMNS);
    JsonDocument data = page.data();
    data.begin(head, "tensors");
    int flagged = 0;
    long folded = 0;
    for (int i = 0; i < curves.size(); i++) {
      TensorCurve curve = curves.get(i);
      boolean isShown = plan.isShown(i) || (curve.isOdd() && ++flagged <= MOST_FLAGGED);
      if (isShown && !page.isFull()) {
        data.add(record(curve));
      } else {
        folded++;
        TensorEntry entry = curve.tensor().entry();
        plan.fold(name(entry))
            .add(entry.elementCount(), entry.bytes().orElse(0), curve.nan(), curve.inf());
      }
    }
    List<String> leftOut =
        folded == 0
            ? List.of()
            : List.of(ReportWords.folded(folded, curves.size(), "largest", "history --values"));
    data.end(JsonDocument.object("folded", plan.folds(), "left_out", leftOut));
    page.end();
  }

  private static void take(int step, TensorCurve curve, SeriesStep value, ReadFailures failures) {
    Optional<IOException> failure = value.failure();
    failure.ifPresent(failures::add);
    curve.take(step, value);
  }

  private List<Object> record(TensorCurve curve) {
    TensorEntry entry = curve.tensor().entry();
    String name = name(entry);
    List<Object> record = new ArrayList<>();
    for (String column : COLUMNS) {
      record.add(
          switch (column) {
            case "name" -> BoundedValues.text(name);
            case "key" -> name.equals(entry.name()) ? "" : BoundedValues.text(entry.name());
            case "dtype" -> entry.dtype().label();
            case "shape" -> entry.shape().toString();
            case "params" -> BoundedValues.number(entry.elementCount());
            case "bytes" -> TensorRecord.bytes(entry);
            case "role" -> history.role(entry);
            default -> curve.field(column);
          });
    }
    return record;
  }
}
