package io.github.tfckpt.cli.stats;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.ExactFigures;
import io.github.tfckpt.cli.common.PartOption;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.stats.Anomaly;
import io.github.tfckpt.stats.Histogram;
import io.github.tfckpt.stats.Measures;
import io.github.tfckpt.stats.Occurrences;
import io.github.tfckpt.stats.TensorStats;
import io.github.tfckpt.stats.Value;
import io.github.tfckpt.verify.Part;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Statistics for programs: one JSON document, or one JSON object a line. */
final class StatsJson implements StatsPrinter {

  private final boolean lines;
  private final FullNames names;
  private final Set<Anomaly> traits;
  private final TextOut out;
  private String separator = "\n";

  /**
   * A printer.
   *
   * @param lines true for an object a line, false for one document
   * @param traits what is searched for: tensors without it are left out; nothing if all are shown
   */
  StatsJson(boolean lines, Checkpoint checkpoint, Set<Anomaly> traits, Part part, TextOut out)
      throws IOException {
    this.lines = lines;
    this.names = checkpoint.fullNames();
    this.traits = traits;
    this.out = out;
    if (!lines) {
      out.text("{\"schema\":\"tfckpt/stats/1\",\"checkpoint\":");
      out.json(Visible.line(checkpoint.path()));
      PartOption.json(part, out);
      out.text(",\"tensors\":[");
    }
  }

  @Override
  public void print(TensorEntry entry, TensorStats stats) throws IOException {
    if (!traits.isEmpty() && !stats.hasAny(traits)) {
      return;
    }
    begin(entry);
    out.text(",\"count\":").number(stats.count());
    out.text(",\"nan\":").number(stats.nan().count());
    out.text(",\"inf\":").number(stats.inf().count());
    out.text(",\"zeros\":").number(stats.zeros().count());
    measures(stats.all());
    if (stats.finiteCount() < stats.count()) {
      out.text(",\"finite\":{\"count\":").number(stats.finiteCount());
      measures(stats.finite());
      out.ascii('}');
    }
    if (!traits.isEmpty()) {
      found(entry, stats);
    }
    if (stats.histogram().isPresent()) {
      histogram(stats.histogram().get());
    }
    endObject();
  }

  private void begin(TensorEntry entry) throws IOException {
    if (!lines) {
      out.text(separator);
      separator = ",\n";
    }
    out.text("{\"name\":").json(entry.key());
    if (names.of(entry).isPresent()) {
      out.text(",\"full_name\":").json(names.of(entry).get());
    }
    out.text(",\"dtype\":").json(entry.dtype().label()).text(",\"shape\":");
    numbers(entry.shape().extents());
  }

  private void endObject() throws IOException {
    out.ascii('}');
    if (lines) {
      out.line();
    }
  }

  private void measures(Measures measures) throws IOException {
    if (measures.range().isPresent()) {
      value(",\"min\":", measures.range().get().min());
      value(",\"max\":", measures.range().get().max());
    }
    value(",\"mean\":", measures.mean());
    out.text(",\"std\":");
    number(ExactFigures.number(measures.std()));
    out.text(",\"l2\":");
    number(ExactFigures.number(measures.l2()));
  }

  private void value(String field, Value value) throws IOException {
    out.text(field);
    List<String> words = StatsFigures.exact(value);
    if (words.size() == 1) {
      number(words.get(0));
      return;
    }
    out.ascii('[');
    number(words.get(0));
    out.ascii(',');
    number(words.get(1));
    out.ascii(']');
  }

  /** What JSON has no numbers for is a string. */
  private void number(String word) throws IOException {
    char last = word.charAt(word.length() - 1);
    if (last == 'N' || last == 'y') {
      out.json(word);
    } else {
      out.text(word);
    }
  }

  private void found(TensorEntry entry, TensorStats stats) throws IOException {
    String before = ",\"found\":[";
    for (Anomaly trait : traits) {
      Occurrences found = stats.found(trait);
      if (found.isThere()) {
        out.text(before).text("{\"what\":").json(trait.name().toLowerCase(Locale.ROOT));
        out.text(",\"count\":").number(found.count()).text(",\"first\":");
        numbers(ExactFigures.index(entry.shape(), found.first()));
        out.ascii('}');
        before = ",";
      }
    }
    out.ascii(']');
  }

  private void histogram(Histogram histogram) throws IOException {
    out.text(",\"histogram\":{\"edges\":");
    for (int i = 0; i <= histogram.bins(); i++) {
      out.ascii(i == 0 ? '[' : ',').text(ExactFigures.number(histogram.edge(i)));
    }
    out.text("],\"counts\":");
    for (int i = 0; i < histogram.bins(); i++) {
      out.ascii(i == 0 ? '[' : ',').number(histogram.count(i));
    }
    out.text("]}");
  }

  private void numbers(List<Long> numbers) throws IOException {
    out.ascii('[');
    for (int i = 0; i < numbers.size(); i++) {
      if (i > 0) {
        out.ascii(',');
      }
      out.number(numbers.get(i));
    }
    out.ascii(']');
  }

  @Override
  public void fail(TensorEntry entry, String why) throws IOException {
    begin(entry);
    out.text(",\"error\":").json(why);
    endObject();
  }

  @Override
  public void end() throws IOException {
    if (!lines) {
      out.text("\n]}\n");
    }
    out.flush();
  }
}
