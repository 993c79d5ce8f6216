package io.github.tfckpt.cli.diff;

import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.FoldedDiff;
import io.github.tfckpt.diff.Metrics;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.entry.IndexedView;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.RoundedNumber;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextStyle.Paint;
import io.github.tfckpt.render.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A comparison for people: two tables, of values and of what has none, and a line of summary. */
final class DiffText {

  private DiffText() {}

  static void print(
      DiffReport report,
      Optional<RestorePlan> plan,
      List<FoldedDiff> lines,
      boolean isAll,
      TextOut out,
      TextStyle look)
      throws IOException {
    List<FoldedDiff> compared = IndexedView.where(lines, DiffText::isCompared);
    List<FoldedDiff> others = IndexedView.where(lines, line -> !isCompared(line));
    if (!compared.isEmpty()) {
      new TextTable<>(compared()).print(compared, out, look);
    }
    if (!compared.isEmpty() && !others.isEmpty()) {
      out.line();
    }
    if (!others.isEmpty()) {
      new TextTable<>(others()).print(others, out, look);
    }
    if (!lines.isEmpty()) {
      out.line();
    }
    printSummary(report, plan, isAll, out, look);
  }

  private static boolean isCompared(FoldedDiff line) {
    return line.first().metrics().isPresent();
  }

  /** What stands below the tables. */
  static void printSummary(
      DiffReport report, Optional<RestorePlan> plan, boolean isAll, TextOut out, TextStyle look)
      throws IOException {
    Optional<String> unchanged = isAll ? Optional.empty() : DiffSummary.unchanged(report);
    if (unchanged.isPresent()) {
      out.text(look.wrap(unchanged.get())).line();
    }
    for (String line : DiffSummary.of(report, plan)) {
      out.text(look.wrap(line)).line();
    }
  }

  /** What every line begins with. */
  private static Columns<FoldedDiff> begin() {
    return new Columns<FoldedDiff>()
        .painted(line -> paint(line.first()))
        .column("STATUS", line -> line.first().status().label())
        .column("NAME", FoldedDiff::name)
        .asName();
  }

  private static Paint paint(TensorDiff diff) {
    return switch (diff.status()) {
      case IDENTICAL, CLOSE -> Paint.PLAIN;
      case DIFFERENT, UNKNOWN -> Paint.RED;
      case SHAPE, DTYPE -> Paint.YELLOW;
      case ONLY_A -> Paint.MAGENTA;
      case ONLY_B -> Paint.GREEN;
    };
  }

  /** Pairs whose values were compared. */
  private static Columns<FoldedDiff> compared() {
    return begin()
        .column("CHANGE", line -> change(line.metrics(), line.change()))
        .right()
        .column("DIFFER", line -> share(line.metrics()))
        .right()
        .column("MAX |Δ|", line -> maxAbs(line.metrics(), line.first().isOfIntegers()))
        .right()
        .column("RMS Δ", line -> rms(line.metrics()))
        .right()
        .spare()
        .column("COSINE", line -> RoundedNumber.cosine(line.metrics().cosine()))
        .right()
        .spare()
        .column("AT", DiffText::place);
  }

  /** How far values are apart. */
  static String change(Metrics found, double change) {
    return found.hasDistances() ? RoundedNumber.percent(change) : "-";
  }

  /** How many of how many; what is rounded never looks like all if it is not. */
  static String share(Metrics found) {
    String part = RoundedNumber.count(found.differing());
    String whole = RoundedNumber.count(found.elements());
    boolean hides = found.differing() < found.elements() && part.equals(whole);
    return (hides ? "<" : "") + part + "/" + whole;
  }

  /** The greatest distance. */
  static String maxAbs(Metrics found, boolean isOfIntegers) {
    boolean whole = isOfIntegers && found.maxAbs() < 1e6;
    String words =
        whole ? Long.toUnsignedString(found.maxInteger()) : RoundedNumber.of(found.maxAbs());
    return found.hasDistances() ? words : "-";
  }

  static String rms(Metrics found) {
    return found.hasDistances() ? RoundedNumber.of(found.rms()) : "-";
  }

  /** Where the greatest distance stands, and what else there is to say. */
  private static String place(FoldedDiff line) {
    Metrics found = line.metrics();
    List<String> words = new ArrayList<>();
    if (line.members().size() > 1) {
      words.add("in " + line.members().size() + " tensors");
    } else if (found.maxAt() >= 0) {
      words.add(line.first().pair().shape().index(found.maxAt()).toString());
    }
    if (found.nanA() + found.nanB() > 0) {
      words.add("NaN: " + found.nanA() + " in A, " + found.nanB() + " in B");
    }
    if (!line.first().note().isEmpty()) {
      words.add(line.first().note());
    }
    return String.join("; ", words);
  }

  /** All else. */
  private static Columns<FoldedDiff> others() {
    return begin()
        .column("A", line -> line.first().pair().a().isEmpty() ? "-" : a(line.first().pair()))
        .column("B", line -> line.first().pair().b().map(DiffText::b).orElse("-"))
        .column("", line -> line.first().note());
  }

  /** The tensor of A, changed. */
  private static String a(Pair pair) {
    return pair.dtype() + " " + pair.shape();
  }

  private static String b(TensorEntry entry) {
    return entry.dtype() + " " + entry.shape();
  }
}
