package io.github.tfckpt.cli.stats;

import io.github.tfckpt.cli.common.ExactFigures;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.stats.Anomaly;
import io.github.tfckpt.stats.Occurrences;
import io.github.tfckpt.stats.TensorStats;
import io.github.tfckpt.verify.Part;
import java.io.IOException;
import java.util.Set;

/**
 * What was found in tensors, for people: a line for each tensor and what is in it, then how many
 * tensors there are.
 */
final class StatsSearch implements StatsPrinter {

  private final FullNames names;
  private final Set<Anomaly> traits;
  private final boolean quiet;
  private final TextOut out;
  private final StatsTotals totals;
  private long searched;
  private long met;

  StatsSearch(FullNames names, Set<Anomaly> traits, Part part, boolean quiet, TextOut out) {
    this.names = names;
    this.traits = traits;
    this.quiet = quiet;
    this.out = out;
    this.totals = new StatsTotals(part);
  }

  @Override
  public void print(TensorEntry entry, TensorStats stats) throws IOException {
    searched++;
    for (Anomaly trait : traits) {
      Occurrences found = stats.found(trait);
      if (found.isThere()) {
        line(entry, trait, found, stats);
      }
    }
    met += stats.hasAny(traits) ? 1 : 0;
  }

  private void line(TensorEntry entry, Anomaly trait, Occurrences found, TensorStats stats)
      throws IOException {
    out.text(names.of(entry).orElse(entry.name())).text(": ");
    if (trait == Anomaly.CONST) {
      String value = StatsFigures.rounded(stats.all().range().orElseThrow().min());
      out.text("const, all ").text(Quantity.count(found.count())).text(" are ").text(value);
    } else {
      out.text(Quantity.count(found.count())).text(" of ").text(Quantity.count(stats.count()));
      out.text(" ").text(word(trait)).text(", first at ");
      out.text(ExactFigures.index(entry.shape(), found.first()).toString());
    }
    out.line();
    // Whoever searches wants to know at once.
    out.flush();
  }

  private static String word(Anomaly trait) {
    return switch (trait) {
      case NAN -> "NaN";
      case INF -> "inf";
      default -> "zero";
    };
  }

  @Override
  public void fail(TensorEntry entry, String why) {
    totals.addFailed();
  }

  @Override
  public void end() throws IOException {
    if (!quiet) {
      out.text(met == 0 ? "nothing found in " : "found in " + Quantity.count(met) + " of ");
      out.text(StatsTotals.tensors(searched)).text(totals.rest()).line();
    }
    out.flush();
  }
}
