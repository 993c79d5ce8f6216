package io.github.tfckpt.cli.stats;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.RoundedNumber;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
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

  private final FullNames names;
  private final TextOut out;
  private final TextStyle look;
  private final TextTable table = new TextTable("<<>>>>>>><", TITLES).breakBehind(0);
  private final List<List<String>> rows = new ArrayList<>();
  private final StatsTotals totals;
  private boolean isBegun;

  StatsTable(FullNames names, Part part, TextOut out, TextStyle look) {
    this.names = names;
    this.out = out;
    this.look = look;
    this.totals = new StatsTotals(part);
  }

  @Override
  public void print(TensorEntry entry, TensorStats stats) throws IOException {
    totals.add(stats);
    add(row(entry, Optional.of(stats)));
  }

  @Override
  public void fail(TensorEntry entry, String why) throws IOException {
    totals.addFailed();
    add(row(entry, Optional.empty()));
  }

  private void add(List<String> row) throws IOException {
    rows.add(row);
    if (rows.size() == BATCH) {
      printRows();
      out.flush();
    }
  }

  private void printRows() throws IOException {
    if (isBegun) {
      table.printMore(this, out, look);
    } else {
      table.print(this, out, look);
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
    List<String> words = rows.get(index);
    for (int i = 0; i < words.size(); i++) {
      if (i == words.size() - 1) {
        cells.bold();
      }
      cells.text(words.get(i));
    }
  }

  /** The words of a row, made once: a row is asked for twice. */
  private List<String> row(TensorEntry entry, Optional<TensorStats> stats) {
    List<String> words = new ArrayList<>(TITLES.length);
    words.add(names.of(entry).orElse(entry.name()));
    words.add(entry.dtype().label());
    words.add(RoundedNumber.count(entry.elementCount()));
    words.add(stats.map(found -> RoundedNumber.count(found.zeros().count())).orElse("-"));
    if (stats.isEmpty() || stats.get().finite().range().isEmpty()) {
      words.addAll(List.of("-", "-", "-", "-", "-"));
    } else {
      Measures finite = stats.get().finite();
      words.add(StatsFigures.rounded(finite.range().get().min()));
      words.add(StatsFigures.rounded(finite.range().get().max()));
      words.add(StatsFigures.mean(finite));
      words.add(RoundedNumber.of(finite.std()));
      words.add(StatsFigures.rounded(finite.l2(), finite.range().get().min()));
    }
    words.add(stats.map(StatsTable::odd).orElse("cannot be read"));
    return words;
  }

  /** What of the elements is not finite; empty if all of it is. */
  static String odd(TensorStats stats) {
    String nan = stats.nan().isThere() ? RoundedNumber.count(stats.nan().count()) + " NaN" : "";
    String inf = stats.inf().isThere() ? RoundedNumber.count(stats.inf().count()) + " inf" : "";
    return nan + (nan.isEmpty() || inf.isEmpty() ? "" : ", ") + inf;
  }
}
