package io.github.tfckpt.cli.history;

import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.diff.SeriesStep;
import io.github.tfckpt.diff.SeriesStep.Update;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.history.RunHistory;
import io.github.tfckpt.history.TensorHistory;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.render.RecordPrinter;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.verify.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of tensors at each step, as rows for programs: step after step. */
final class ValuesAnswer {

  /** A tensor at a step. */
  record Row(RunHistory history, int step, TensorEntry entry, SeriesStep values) {
    private boolean isRead() {
      return values.failure().isEmpty();
    }

    private Optional<Object> read(Object value) {
      return isRead() ? Optional.of(value) : Optional.empty();
    }
  }

  private static final Columns<Row> COLUMNS =
      new Columns<Row>()
          .field("step", row -> RunSteps.number(row.history().steps().get(row.step())))
          .field("name", row -> row.entry().key())
          .field("full_name", row -> row.history().fullNames().of(row.entry()))
          .field("dtype", row -> row.entry().dtype().label())
          .field("shape", row -> row.entry().shape())
          .field("l2", row -> row.read(row.values().norm()))
          .field("update", row -> row.values().update().map(Update::relative))
          .field("changed", row -> row.values().update().map(Update::changed))
          .field("elements", row -> row.values().elements())
          .field("nan", row -> row.read(row.values().nan()))
          .field("inf", row -> row.read(row.values().inf()))
          .field("error", ValuesAnswer::error)
          .field("role", row -> row.history().role(row.entry()));

  private final RunHistory history;
  private final List<TensorHistory> tensors;
  private final ScopeTotals totals;
  private final boolean isDocument;
  private final JsonDocument document;
  private final RecordPrinter<Row> rows;

  /**
   * An answer that is printed while steps are read.
   *
   * @param tensors in the order of the rows of a step
   * @param isBegin false if the answer goes on where that of another part ended
   */
  ValuesAnswer(
      RunHistory history,
      List<TensorHistory> tensors,
      ScopeTotals totals,
      TableFormat format,
      boolean isBegin,
      OutputStream out,
      TextStyle style)
      throws IOException {
    this.history = history;
    this.tensors = tensors;
    this.totals = totals;
    this.isDocument = format == TableFormat.JSON;
    this.document = new JsonDocument(false, out);
    rows =
        isDocument
            ? RecordPrinter.none()
            : format.printer(COLUMNS, Map.of(), "values", isBegin, out, style);
    if (isDocument) {
      document.begin(new RunSteps(history).head("values"), "values");
    }
  }

  private static Optional<String> error(Row row) {
    return row.values().failure().map(Visible::message);
  }

  /** Prints the rows of a step. */
  void add(int step, List<Optional<SeriesStep>> values) throws IOException {
    for (int i = 0; i < tensors.size(); i++) {
      if (values.get(i).isPresent()) {
        TensorEntry entry = tensors.get(i).form(step);
        Row row = new Row(history, step, entry, values.get(i).get());
        if (isDocument) {
          document.add(COLUMNS.object(row));
        } else {
          rows.print(row);
        }
      }
    }
  }

  /** Prints what comes after the last step. */
  void end(Part part) throws IOException {
    rows.end();
    if (isDocument) {
      document.end(JsonDocument.object("totals", part.isWhole() ? totals.objects() : List.of()));
      document.flush();
    }
  }
}
