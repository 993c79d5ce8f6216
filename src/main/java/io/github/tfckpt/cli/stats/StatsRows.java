package io.github.tfckpt.cli.stats;

import io.github.tfckpt.cli.common.ExactFigures;
import io.github.tfckpt.cli.common.SeparatedRows;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.stats.Anomaly;
import io.github.tfckpt.stats.Histogram;
import io.github.tfckpt.stats.Measures;
import io.github.tfckpt.stats.Occurrences;
import io.github.tfckpt.stats.TensorStats;
import io.github.tfckpt.stats.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Statistics for spreadsheets: the same columns always, empty where there is nothing to say. With a
 * search each kind has its first index, with histograms there are edges and counts.
 */
final class StatsRows implements StatsPrinter {

  private static final List<String> COLUMNS =
      List.of(
          "name",
          "full_name",
          "dtype",
          "shape",
          "count",
          "nan",
          "inf",
          "zeros",
          "min",
          "max",
          "mean",
          "std",
          "l2",
          "finite_min",
          "finite_max",
          "finite_mean",
          "finite_std",
          "finite_l2");

  private final FullNames names;
  private final Set<Anomaly> traits;
  private final int bins;
  private final SeparatedRows rows;
  private final int width;

  /**
   * A printer that begins with the names of the columns.
   *
   * @param traits what is searched for: tensors without it are left out; nothing if all are shown
   * @param bins of the histograms, or 0 for none
   */
  StatsRows(FullNames names, Set<Anomaly> traits, int bins, SeparatedRows rows) throws IOException {
    this.names = names;
    this.traits = traits;
    this.bins = bins;
    this.rows = rows;
    List<String> titles = new ArrayList<>(COLUMNS);
    for (Anomaly trait : traits) {
      titles.add("first_" + trait.name().toLowerCase(Locale.ROOT));
    }
    if (bins > 0) {
      titles.addAll(List.of("edges", "counts"));
    }
    titles.add("error");
    this.width = titles.size();
    row(titles);
  }

  private void row(List<String> cells) throws IOException {
    rows.row(cells.toArray(new String[0]));
  }

  @Override
  public void print(TensorEntry entry, TensorStats stats) throws IOException {
    if (!traits.isEmpty() && !stats.hasAny(traits)) {
      return;
    }
    List<String> cells = begin(entry);
    cells.add(Long.toString(stats.count()));
    cells.add(Long.toString(stats.nan().count()));
    cells.add(Long.toString(stats.inf().count()));
    cells.add(Long.toString(stats.zeros().count()));
    measures(stats.all(), cells);
    if (stats.finiteCount() < stats.count()) {
      measures(stats.finite(), cells);
    } else {
      cells.addAll(List.of("", "", "", "", ""));
    }
    for (Anomaly trait : traits) {
      Occurrences found = stats.found(trait);
      cells.add(found.isThere() ? ExactFigures.index(entry.shape(), found.first()).toString() : "");
    }
    if (bins > 0) {
      histogram(stats, cells);
    }
    cells.add("");
    row(cells);
  }

  private List<String> begin(TensorEntry entry) {
    List<String> cells = new ArrayList<>(width);
    cells.add(entry.name());
    cells.add(names.of(entry).orElse(""));
    cells.add(entry.dtype().label());
    cells.add(entry.shape().toString());
    return cells;
  }

  private static void measures(Measures measures, List<String> cells) {
    cells.add(measures.range().map(range -> word(range.min())).orElse(""));
    cells.add(measures.range().map(range -> word(range.max())).orElse(""));
    cells.add(word(measures.mean()));
    cells.add(ExactFigures.number(measures.std()));
    cells.add(ExactFigures.number(measures.l2()));
  }

  /** A number; a complex one as in JSON. */
  private static String word(Value value) {
    List<String> words = StatsFigures.exact(value);
    return words.size() == 1 ? words.get(0) : words.toString();
  }

  private static void histogram(TensorStats stats, List<String> cells) {
    List<String> edges = new ArrayList<>();
    List<String> counts = new ArrayList<>();
    if (stats.histogram().isPresent()) {
      Histogram found = stats.histogram().get();
      for (int i = 0; i <= found.bins(); i++) {
        edges.add(ExactFigures.number(found.edge(i)));
      }
      for (int i = 0; i < found.bins(); i++) {
        counts.add(Long.toString(found.count(i)));
      }
    }
    cells.add(edges.isEmpty() ? "" : edges.toString());
    cells.add(counts.isEmpty() ? "" : counts.toString());
  }

  @Override
  public void fail(TensorEntry entry, String why) throws IOException {
    List<String> cells = begin(entry);
    while (cells.size() < width - 1) {
      cells.add("");
    }
    cells.add(why);
    row(cells);
  }

  @Override
  public void end() throws IOException {
    rows.flush();
  }
}
