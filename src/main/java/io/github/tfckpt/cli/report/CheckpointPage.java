package io.github.tfckpt.cli.report;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.ReadFailures;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.records.StatsColumns;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.IndexedView;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.report.BoundedValues;
import io.github.tfckpt.report.Page;
import io.github.tfckpt.report.ShownTensors;
import io.github.tfckpt.stats.CheckpointStats;
import io.github.tfckpt.stats.TensorStats;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** The page of one checkpoint: its head, then a record for each tensor as it is read. */
final class CheckpointPage {

  /** The fields of a record, in their order. */
  private static final List<String> COLUMNS =
      TensorRecord.joined(
          List.of(
              List.of("name", "key", "dtype", "shape", "params", "bytes", "role"),
              TensorRecord.NUMBERS,
              List.of("histogram", "error")));

  /** Tensors with NaN or infinities that are shown though others are larger. */
  private static final int MOST_FLAGGED = 500;

  private final Checkpoint open;
  private final FullNames shown;
  private final List<TensorEntry> entries;
  private final TensorRecord records;
  private final ShownTensors plan;
  private int flagged;
  private long folded;

  /**
   * A page to be written.
   *
   * @param entries those that it is about, in the order of the page
   * @param shown the names that it shows
   */
  CheckpointPage(Checkpoint open, List<TensorEntry> entries, FullNames shown) {
    this.open = open;
    this.shown = shown;
    this.entries = entries;
    this.records =
        new TensorRecord(
            StatsColumns.of(new TensorFields(open), shown, Set.of(), TensorRecord.BINS));
    this.plan =
        ShownTensors.of(
            entries.size(),
            i -> entries.get(i).bytes().orElse(0),
            i -> name(entries.get(i)),
            ShownTensors.MOST);
  }

  private String name(TensorEntry entry) {
    return shown.of(entry).orElse(entry.name());
  }

  /** How many bytes are read: statistics and histogram take a pass each. */
  long work() {
    return 2 * TensorEntry.bytes(entries);
  }

  /** Writes the page, whose head has these fields. */
  void write(
      Map<String, Object> head,
      int threads,
      LongConsumer progress,
      ReadFailures failures,
      OutputStream out)
      throws IOException {
    Page page = Page.begin(out, false);
    head.put("columns", COLUMNS);
    head.put("measures", StatsColumns.measures());
    JsonDocument data = page.data();
    data.begin(head, "tensors");
    try (CheckpointStats all =
        new CheckpointStats(open, numbers(), TensorRecord.BINS, threads, progress)) {
      for (int i = 0; i < entries.size(); i++) {
        StatsColumns.Row row = row(entries.get(i), all, failures);
        if (!page.isFull() && (plan.isShown(i) || isFlagged(row))) {
          data.add(record(row));
        } else {
          fold(row);
        }
      }
    }
    data.end(JsonDocument.object("folded", plan.folds(), "left_out", leftOut()));
    page.end();
  }

  /** Those whose elements are numbers. */
  private List<TensorEntry> numbers() {
    return IndexedView.where(entries, entry -> entry.dtype().isFixed());
  }

  private static StatsColumns.Row row(
      TensorEntry entry, CheckpointStats all, ReadFailures failures) {
    return entry.dtype().isFixed()
        ? StatsColumns.Row.next(entry, all, failures)
        : new StatsColumns.Row(entry, Optional.empty(), Optional.empty());
  }

  private boolean isFlagged(StatsColumns.Row row) {
    boolean isOdd =
        row.error().isPresent()
            || row.stats().filter(found -> found.finiteCount() < found.count()).isPresent();
    return isOdd && ++flagged <= MOST_FLAGGED;
  }

  private List<Object> record(StatsColumns.Row row) {
    TensorEntry entry = row.entry();
    String name = name(entry);
    Map<String, Object> fields = records.fields(row);
    Map<String, Object> measures = TensorRecord.measures(fields);
    List<Object> record = new ArrayList<>();
    for (String column : COLUMNS) {
      record.add(
          switch (column) {
            case "name" -> BoundedValues.text(name);
            case "key" -> name.equals(entry.name()) ? "" : BoundedValues.text(entry.name());
            case "shape" -> entry.shape().toString();
            case "params" -> BoundedValues.number(entry.elementCount());
            case "bytes" -> TensorRecord.bytes(entry);
            case "dtype", "role", "error" -> TensorRecord.field(fields, column);
            default -> measures.getOrDefault(column, "");
          });
    }
    return record;
  }

  private void fold(StatsColumns.Row row) {
    folded++;
    plan.fold(name(row.entry()))
        .add(
            row.entry().elementCount(),
            row.entry().bytes().orElse(0),
            row.stats().map(TensorStats::nan).map(found -> found.count()).orElse(0L),
            row.stats().map(TensorStats::inf).map(found -> found.count()).orElse(0L));
  }

  private List<String> leftOut() {
    return folded == 0
        ? List.of()
        : List.of(ReportWords.folded(folded, entries.size(), "largest", "stats"));
  }
}
