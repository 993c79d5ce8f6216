package io.github.tfckpt.cli;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.FullNames;
import io.github.tfckpt.render.Figure;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextTable;
import io.github.tfckpt.render.TextTable.Cells;
import io.github.tfckpt.stats.Measures;
import io.github.tfckpt.stats.TensorStats;
import io.github.tfckpt.verify.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statistics for people: a table of what is finite, and a line of totals. */
final class StatsTable implements StatsPrinter, TextTable.Rows {

  /** Rows that are measured and printed together: a million tensors are never in memory. */
  private static final int BATCH = 1000;

  private static final String[] TITLES = {
    "NAME", "DTYPE", "COUNT", "ZEROS", "MIN", "MAX", "MEAN", "STD", "L2", ""
  };

  private record Row(TensorEntry entry, Optional<TensorStats> stats) {}

  private final FullNames names;
  private final TextOut out;
  private final boolean colour;
  private final TextTable table = new TextTable("<<>>>>>>><", TITLES);
  private final List<Row> rows = new ArrayList<>();
  private final StatsTotals totals;
  private boolean isBegun;

  StatsTable(FullNames names, Part part, TextOut out, boolean colour) {
    this.names = names;
    this.out = out;
    this.colour = colour;
    this.totals = new StatsTotals(part);
  }

  @Override
  public void print(TensorEntry entry, TensorStats stats) throws IOException {
    totals.add(stats);
    add(new Row(entry, Optional.of(stats)));
  }

  @Override
  public void fail(TensorEntry entry, String why) throws IOException {
    totals.addFailed();
    add(new Row(entry, Optional.empty()));
  }

  private void add(Row row) throws IOException {
    rows.add(row);
    if (rows.size() == BATCH) {
      printRows();
      out.flush();
    }
  }

  private void printRows() throws IOException {
    if (isBegun) {
      table.printMore(this, out, colour);
    } else {
      table.print(this, out, colour);
    }
    isBegun = true;
    rows.clear();
  }

  @Override
  public void end() throws IOException {
    if (!isBegun || !rows.isEmpty()) {
      printRows();
    }
    out.text(totals.line()).line();
    out.flush();
  }

  @Override
  public int count() {
    return rows.size();
  }

  @Override
  public void fill(int index, Cells cells) throws IOException {
    Row row = rows.get(index);
    cells.text(names.of(row.entry()).orElse(row.entry().name()));
    cells.text(row.entry().dtype().label());
    cells.text(Figure.count(row.entry().elementCount()));
    if (row.stats().isEmpty()) {
      for (int i = 0; i < 6; i++) {
        cells.text("-");
      }
      cells.bold();
      cells.text("cannot be read");
      return;
    }
    TensorStats stats = row.stats().get();
    Measures finite = stats.finite();
    cells.text(Figure.count(stats.zeros().count()));
    cells.text(finite.range().map(range -> StatsFigures.rounded(range.min())).orElse("-"));
    cells.text(finite.range().map(range -> StatsFigures.rounded(range.max())).orElse("-"));
    boolean any = finite.range().isPresent();
    cells.text(any ? StatsFigures.rounded(finite.mean()) : "-");
    cells.text(any ? Figure.of(finite.std()) : "-");
    cells.text(any ? Figure.of(finite.l2()) : "-");
    cells.bold();
    cells.text(odd(stats));
  }

  /** What of the elements is not finite; empty if all of it is. */
  static String odd(TensorStats stats) {
    String nan = stats.nan().isThere() ? Figure.count(stats.nan().count()) + " NaN" : "";
    String inf = stats.inf().isThere() ? Figure.count(stats.inf().count()) + " inf" : "";
    return nan + (nan.isEmpty() || inf.isEmpty() ? "" : ", ") + inf;
  }
}
