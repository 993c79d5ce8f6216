package io.github.tfckpt.cli.report;

import io.github.tfckpt.cli.pairs.DiffSide;
import io.github.tfckpt.cli.records.DiffColumns;
import io.github.tfckpt.cli.records.StatsColumns;
import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.report.BoundedValues;
import io.github.tfckpt.report.Page;
import io.github.tfckpt.report.ShownTensors;
import io.github.tfckpt.stats.CheckpointStats;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** The page of two checkpoints: its head, then a record for each pair that was compared. */
final class DiffPage {

  /** The fields of a record, in their order. */
  private static final List<String> COLUMNS =
      List.of(
          "name",
          "name_b",
          "path",
          "status",
          "rank",
          "change",
          "dtype",
          "dtype_b",
          "shape",
          "shape_b",
          "params",
          "bytes",
          "role",
          "differing",
          "max_abs",
          "max_abs_at",
          "max_rel",
          "rms",
          "mean_abs",
          "cosine",
          "note",
          "error",
          "a",
          "b");

  /** The statistics of one side, taken in the order of the pairs that have any. */
  private static final class Side implements AutoCloseable {
    private final CheckpointStats stats;
    private final TensorRecord records;

    Side(DiffSide of, List<TensorEntry> entries, int threads, LongConsumer progress) {
      stats =
          new CheckpointStats(
              of.checkpoint().orElseThrow(), entries, TensorRecord.BINS, threads, progress);
      records =
          new TensorRecord(
              StatsColumns.of(of.fields(), FullNames.none(), Set.of(), TensorRecord.BINS));
    }

    /** What could not be read has been told where it was compared. */
    private Object next(TensorEntry entry) {
      try {
        StatsColumns.Row row =
            new StatsColumns.Row(entry, Optional.of(stats.next()), Optional.empty());
        return TensorRecord.measures(records.fields(row));
      } catch (IOException e) {
        return "";
      }
    }

    @Override
    public void close() {
      stats.close();
    }
  }

  private final DiffSide a;
  private final DiffSide b;
  private final boolean isRenamed;
  private final List<TensorDiff> diffs;
  private final IdentityHashMap<TensorDiff, Integer> ranks = new IdentityHashMap<>();
  private final ShownTensors plan;
  private final Columns<TensorDiff> columns;

  /**
   * A page to be written.
   *
   * @param report pairs under the names that the page shows
   * @param isRenamed true if tensors of A have new names: the map has them where they are in B
   */
  DiffPage(DiffSide a, DiffSide b, DiffReport report, boolean isRenamed) {
    this.a = a;
    this.b = b;
    this.isRenamed = isRenamed;
    this.diffs = TensorDiff.byName(report.diffs());
    this.columns = DiffColumns.of(report.basis(), a.fields(), b.fields());
    for (TensorDiff diff : TensorDiff.byChange(diffs)) {
      ranks.put(diff, ranks.size());
    }
    this.plan =
        ShownTensors.of(
            diffs.size(),
            i -> -rank(diffs.get(i)),
            i -> diffs.get(i).pair().name(),
            ShownTensors.MOST);
  }

  private int rank(TensorDiff diff) {
    return ranks.getOrDefault(diff, 0);
  }

  /** The tensors of a side whose statistics are shown: of identical ones B's stand for both. */
  private List<TensorEntry> measured(boolean ofA) {
    List<TensorEntry> measured = new ArrayList<>();
    for (int i = 0; i < diffs.size(); i++) {
      if (plan.isShown(i)) {
        measured(diffs.get(i), ofA).ifPresent(measured::add);
      }
    }
    return measured;
  }

  private static Optional<TensorEntry> measured(TensorDiff diff, boolean ofA) {
    Pair pair = diff.pair();
    boolean isTwin = ofA && diff.status() == Status.IDENTICAL;
    return (ofA ? pair.a() : pair.b()).filter(entry -> !isTwin && entry.dtype().isFixed());
  }

  /** Writes the page, whose head has these fields. */
  void write(Map<String, Object> head, int threads, LongConsumer progress, OutputStream out)
      throws IOException {
    Page page = Page.begin(out, false);
    head.put("columns", COLUMNS);
    head.put("measures", StatsColumns.measures());
    JsonDocument data = page.data();
    data.begin(head, "tensors");
    long folded = 0;
    try (Side ofA = new Side(a, measured(true), threads, progress);
        Side ofB = new Side(b, measured(false), threads, progress)) {
      for (int i = 0; i < diffs.size(); i++) {
        TensorDiff diff = diffs.get(i);
        if (plan.isShown(i) && !page.isFull()) {
          data.add(record(diff, ofA, ofB));
        } else {
          folded++;
          TensorEntry entry = diff.pair().either();
          plan.fold(diff.pair().name()).add(entry.elementCount(), entry.bytes().orElse(0), 0, 0);
        }
      }
    }
    List<String> leftOut =
        folded == 0
            ? List.of()
            : List.of(ReportWords.folded(folded, diffs.size(), "most changed", "diff"));
    data.end(JsonDocument.object("folded", plan.folds(), "left_out", leftOut));
    page.end();
  }

  private List<Object> record(TensorDiff diff, Side ofA, Side ofB) {
    Pair pair = diff.pair();
    Map<String, Object> fields = columns.object(diff);
    Object inA = measured(diff, true).map(ofA::next).orElse("");
    Object inB = measured(diff, false).map(ofB::next).orElse("");
    List<Object> record = new ArrayList<>();
    for (String column : COLUMNS) {
      record.add(
          switch (column) {
            case "name" -> BoundedValues.text(pair.name());
            case "path" -> isRenamed ? BoundedValues.text(pair.nameB()) : "";
            case "rank" -> rank(diff);
            case "change" -> diff.metrics().isPresent() ? (Object) diff.change() : "";
            case "shape" -> pair.shape().toString();
            case "shape_b" -> TensorRecord.field(fields, "shape_b");
            case "params" -> BoundedValues.number(pair.either().elementCount());
            case "bytes" -> TensorRecord.bytes(pair.either());
            case "a" -> diff.status() == Status.IDENTICAL ? inB : inA;
            case "b" -> inB;
            default -> TensorRecord.field(fields, column);
          });
    }
    return record;
  }
}
