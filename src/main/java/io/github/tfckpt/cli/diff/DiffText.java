package io.github.tfckpt.cli.diff;

import io.github.tfckpt.cli.common.ExactFigures;
import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.FoldedDiff;
import io.github.tfckpt.diff.Metrics;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.RoundedNumber;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A comparison for people: two tables, of values and of what has none, and a line of summary. */
final class DiffText {

  private DiffText() {}

  static void print(
      DiffReport report, List<TensorDiff> shown, boolean fold, TextOut out, TextStyle look)
      throws IOException {
    List<FoldedDiff> lines = fold ? FoldedDiff.fold(shown) : FoldedDiff.each(shown);
    List<FoldedDiff> compared = new ArrayList<>();
    List<FoldedDiff> others = new ArrayList<>();
    for (FoldedDiff line : lines) {
      (line.first().metrics().isPresent() ? compared : others).add(line);
    }
    if (!compared.isEmpty()) {
      String[] titles = {"STATUS", "NAME", "CHANGE", "DIFFER", "MAX |Δ|", "RMS Δ", "COSINE", "AT"};
      new TextTable("<<>>>>><", titles).breakBehind(1).print(new Compared(compared), out, look);
    }
    if (!compared.isEmpty() && !others.isEmpty()) {
      out.line();
    }
    if (!others.isEmpty()) {
      new TextTable("<<<<<", "STATUS", "NAME", "A", "B", "")
          .breakBehind(1)
          .print(new Others(others), out, look);
    }
    if (!lines.isEmpty()) {
      out.line();
    }
    out.text(DiffSummary.of(report)).line();
  }

  /** Pairs whose values were compared. */
  private record Compared(List<FoldedDiff> lines) implements TextTable.Rows {
    @Override
    public int count() {
      return lines.size();
    }

    @Override
    public void fill(int row, TextTable.Cells cells) throws IOException {
      FoldedDiff line = lines.get(row);
      Metrics found = line.metrics();
      cells.text(line.first().status().label());
      cells.text(line.name());
      boolean distances = found.hasDistances();
      cells.text(distances ? RoundedNumber.percent(line.change()) : "-");
      cells.text(share(found.differing(), found.elements()));
      cells.text(distances ? maxAbs(line, found) : "-");
      cells.text(distances ? RoundedNumber.of(found.rms()) : "-");
      cells.text(RoundedNumber.cosine(found.cosine()));
      cells.text(place(line, found));
    }

    /** How many of how many; what is rounded never looks like all if it is not. */
    private static String share(long differing, long elements) {
      String part = RoundedNumber.count(differing);
      String whole = RoundedNumber.count(elements);
      return (differing < elements && part.equals(whole) ? "<" : "") + part + "/" + whole;
    }

    private static String maxAbs(FoldedDiff line, Metrics found) {
      boolean whole = line.first().isOfIntegers() && found.maxAbs() < 1e6;
      return whole ? Long.toUnsignedString(found.maxInteger()) : RoundedNumber.of(found.maxAbs());
    }

    /** Where the greatest distance stands, and what else there is to say. */
    private static String place(FoldedDiff line, Metrics found) {
      List<String> words = new ArrayList<>();
      if (line.members().size() > 1) {
        words.add("in " + line.members().size() + " tensors");
      } else if (found.maxAt() >= 0) {
        List<Long> at = ExactFigures.index(line.first().pair().either().shape(), found.maxAt());
        words.add(at.toString());
      }
      if (found.nanA() + found.nanB() > 0) {
        words.add("NaN: " + found.nanA() + " in A, " + found.nanB() + " in B");
      }
      if (!line.first().note().isEmpty()) {
        words.add(line.first().note());
      }
      return String.join("; ", words);
    }
  }

  /** All else. */
  private record Others(List<FoldedDiff> lines) implements TextTable.Rows {
    @Override
    public int count() {
      return lines.size();
    }

    @Override
    public void fill(int row, TextTable.Cells cells) throws IOException {
      FoldedDiff line = lines.get(row);
      TensorDiff first = line.first();
      cells.text(first.status().label());
      cells.text(line.name());
      cells.text(side(first.pair().a()));
      cells.text(side(first.pair().b()));
      cells.text(first.note());
    }

    private static String side(Optional<TensorEntry> entry) {
      return entry.map(there -> there.dtype() + " " + there.shape()).orElse("-");
    }
  }
}
