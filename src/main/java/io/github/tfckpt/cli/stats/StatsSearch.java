package io.github.tfckpt.cli.stats;

import io.github.tfckpt.cli.records.StatsColumns.Row;
import io.github.tfckpt.cli.records.ValueText;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.render.RecordPrinter;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.stats.Anomaly;
import io.github.tfckpt.stats.Occurrences;
import io.github.tfckpt.stats.TensorStats;
import java.io.IOException;
import java.util.Set;

/** What was found in tensors, for people: a line for each tensor and what is in it. */
final class StatsSearch implements RecordPrinter<Row> {

  private static final Occurrences NOTHING = new Occurrences(0, -1);

  private final FullNames names;
  private final Set<Anomaly> traits;
  private final TextOut out;

  StatsSearch(FullNames names, Set<Anomaly> traits, TextOut out) {
    this.names = names;
    this.traits = traits;
    this.out = out;
  }

  @Override
  public void print(Row row) throws IOException {
    for (Anomaly trait : traits) {
      Occurrences found = row.stats().map(of -> of.found(trait)).orElse(NOTHING);
      if (found.isThere()) {
        line(row.entry(), trait, found, row.stats().orElseThrow());
      }
    }
  }

  private void line(TensorEntry entry, Anomaly trait, Occurrences found, TensorStats stats)
      throws IOException {
    out.text(names.of(entry).orElse(entry.name())).text(": ");
    if (trait == Anomaly.CONST) {
      String value = ValueText.rounded(stats.all().range().orElseThrow().min());
      out.text("const, all ").text(Quantity.count(found.count())).text(" are ").text(value);
    } else {
      out.text(Quantity.count(found.count())).text(" of ").text(Quantity.count(stats.count()));
      out.text(" ").text(word(trait)).text(", first at ");
      out.text(entry.shape().index(found.first()).toString());
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
  public void end() throws IOException {
    out.flush();
  }
}
