package io.github.tfckpt.cli.stats;

import io.github.tfckpt.cli.records.StatsColumns;
import io.github.tfckpt.cli.records.StatsColumns.Row;
import io.github.tfckpt.cli.records.ValueText;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.render.RecordPrinter;
import io.github.tfckpt.render.RoundedNumber;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.stats.Histogram;
import io.github.tfckpt.stats.Measures;
import io.github.tfckpt.stats.TensorStats;
import java.io.IOException;

/** Histograms for people: for each tensor a line about it and one for each bin, with a bar. */
final class StatsPictures implements RecordPrinter<Row> {

  private static final int WIDTH = 79;
  private static final int LEAST_BAR = 10;

  /** Bars that are an eighth of a character longer each. */
  private static final String EIGHTHS = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589";

  private static final char FULL = '\u2588';

  private final FullNames names;
  private final TextOut out;
  private final TextStyle style;

  StatsPictures(FullNames names, TextOut out, TextStyle style) {
    this.names = names;
    this.out = out;
    this.style = style;
  }

  @Override
  public void print(Row row) throws IOException {
    if (row.stats().isEmpty()) {
      return;
    }
    TensorEntry entry = row.entry();
    TensorStats stats = row.stats().get();
    StringBuilder head = new StringBuilder(names.of(entry).orElse(entry.name()));
    head.append("  ").append(entry.dtype().label()).append(' ').append(entry.shape());
    Measures finite = stats.finite();
    if (finite.range().isPresent()) {
      head.append(": ").append(ValueText.rounded(finite.range().get().min())).append(" to ");
      head.append(ValueText.rounded(finite.range().get().max())).append(", mean ");
      head.append(ValueText.mean(finite)).append(", std ").append(RoundedNumber.of(finite.std()));
    }
    String odd = StatsColumns.odd(stats);
    head.append(odd.isEmpty() ? "" : "; " + odd + " left out");
    out.text(style.wrap(head.toString())).line();
    if (stats.histogram().isPresent()) {
      bins(stats.histogram().get());
    }
    out.line();
    out.flush();
  }

  private void bins(Histogram histogram) throws IOException {
    int digits = digits(histogram);
    long most = 0;
    int edgeWidth = 0;
    for (int i = 0; i < histogram.bins(); i++) {
      most = Math.max(most, histogram.count(i));
    }
    int countWidth = Quantity.count(most).length();
    for (int i = 0; i <= histogram.bins(); i++) {
      edgeWidth = Math.max(edgeWidth, RoundedNumber.of(histogram.edge(i), digits).length());
    }
    int bar = Math.max(LEAST_BAR, WIDTH - 2 * edgeWidth - countWidth - 8);
    for (int i = 0; i < histogram.bins(); i++) {
      out.text("  ");
      right(RoundedNumber.of(histogram.edge(i), digits), edgeWidth);
      out.text("  ");
      right(RoundedNumber.of(histogram.edge(i + 1), digits), edgeWidth);
      out.text("  ");
      right(Quantity.count(histogram.count(i)), countWidth);
      bar(histogram.count(i), most, bar);
      out.line();
    }
  }

  /** As many digits as tell neighbouring edges apart, three at least. */
  private static int digits(Histogram histogram) {
    double first = histogram.edge(0);
    double last = histogram.edge(histogram.bins());
    double size = Math.max(Math.abs(first), Math.abs(last));
    double width = (last / 2 - first / 2) / histogram.bins() * 2;
    int more = width > 0 ? (int) Math.ceil(Math.log10(size / width)) : 0;
    return Math.max(3, Math.min(17, 2 + more));
  }

  private void right(String text, int width) throws IOException {
    out.spaces(width - text.length()).text(text);
  }

  /** A bar in proportion; what is there at all shows. */
  private void bar(long count, long most, int width) throws IOException {
    if (count == 0) {
      return;
    }
    int eighths = Math.max(1, (int) Math.round(8.0 * width * ((double) count / most)));
    out.text("  ");
    for (int i = 0; i < eighths / 8; i++) {
      out.text(String.valueOf(FULL));
    }
    if (eighths % 8 > 0) {
      out.text(String.valueOf(EIGHTHS.charAt(eighths % 8)));
    }
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }
}
