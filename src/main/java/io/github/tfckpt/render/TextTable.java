package io.github.tfckpt.render;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.render.Columns.Column;
import io.github.tfckpt.render.TextStyle.Paint;
import io.github.tfckpt.work.ParallelMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Columns of text, aligned by the width that a terminal shows. Rows are asked for twice, first for
 * their widths and then for printing, so that a table of a million rows is never in memory.
 *
 * <p>Where the lines would be too long for the screen, spare columns go, from the last to the
 * first. If that is not enough, each row takes two lines: up to its name, and indented what is said
 * of it, with as many spare columns as fit. What is too long even then is shortened in the middle.
 *
 * @param <R> what a row is about
 */
public final class TextTable<R> {

  private static final String GAP = "  ";
  private static final int NONE = -1;
  private static final int ENDLESS = Integer.MAX_VALUE;

  private static final int INDENT = 4;

  /** No column is made narrower. */
  private static final int NARROWEST = 6;

  /** A cell that is wider stands out of its column, so that one long name costs one long line. */
  private static final int WIDEST = 80;

  private static final int WIDEST_NAME = 120;

  /** Rows that one thread measures in one go. */
  private static final int PIECE = 1 << 13;

  /** Takes the cells of a row, from left to right. */
  public interface Cells {
    void text(CharSequence text) throws IOException;

    void number(long value) throws IOException;

    /** The text that the bytes of a name are shown as. */
    void name(Bytes name) throws IOException;

    /** The next text or number is shown bold where there is colour. */
    default void bold() {}
  }

  private final List<Column<R>> columns;
  private final Function<? super R, Paint> paint;
  private final int[] widths;

  /** How wide a cell may be, so that its line fits. */
  private final int[] limits;

  private final boolean[] hidden;
  private final int name;
  private boolean isBroken;

  /** Whether some cell is wider than its column. */
  private boolean standsOut;

  public TextTable(Columns<R> columns) {
    this.columns = columns.shown();
    paint = columns.paint;
    int count = this.columns.size();
    widths = new int[count];
    limits = new int[count];
    hidden = new boolean[count];
    int names = NONE;
    for (int i = 0; i < count; i++) {
      widths[i] = DisplayWidth.of(this.columns.get(i).title);
      names = this.columns.get(i).isName ? i : names;
    }
    name = names;
  }

  /** Prints titles and rows. The last column is not padded. */
  public void print(List<R> rows, TextOut out, TextStyle style) throws IOException {
    arrange(rows, style);
    Print print = new Print(out, style.colour());
    for (int column = 0; column < columns.size(); column++) {
      if (print.begin(column)) {
        print.bold();
        print.text(columns.get(column).title);
      }
    }
    print.end();
    write(rows, out, style);
  }

  /** Prints rows without titles. */
  public void printRows(List<R> rows, TextOut out, TextStyle style) throws IOException {
    arrange(rows, style);
    write(rows, out, style);
  }

  /** Prints rows below those that were printed before, no column narrower than it was. */
  void printMore(List<R> rows, TextOut out, TextStyle style) throws IOException {
    measure(rows);
    limit(screen(style));
    write(rows, out, style);
  }

  /** How wide the screen is, if that matters. */
  private int screen(TextStyle style) {
    return standsOut || !style.fits(width(0, columns.size()))
        ? style.columns().getAsInt()
        : ENDLESS;
  }

  /** Hides columns, or breaks rows, until they fit. */
  private void arrange(List<R> rows, TextStyle style) throws IOException {
    measure(rows);
    int screen = screen(style);
    if (screen != ENDLESS && !hide(0, screen) && name != NONE) {
      isBroken = true;
      Arrays.fill(hidden, false);
      hide(name + 1, screen - INDENT);
    }
    limit(screen);
  }

  /** Hides spare columns until those from {@code from} on fit; false if they do not even so. */
  private boolean hide(int from, int room) {
    for (int column = columns.size() - 1; column >= from; column--) {
      if (width(from, columns.size()) <= room) {
        return true;
      }
      hidden[column] = columns.get(column).isSpare;
    }
    return width(from, columns.size()) <= room;
  }

  private int width(int from, int to) {
    int width = 0;
    for (int column = from; column < to; column++) {
      if (!hidden[column]) {
        width += (width > 0 ? GAP.length() : 0) + widths[column];
      }
    }
    return width;
  }

  private void limit(int screen) {
    Arrays.fill(limits, ENDLESS);
    if (screen == ENDLESS) {
      return;
    }
    if (isBroken) {
      limit(0, name + 1, screen);
      limit(name + 1, columns.size(), screen - INDENT);
    } else {
      limit(0, columns.size(), screen);
    }
  }

  /** Makes the widest columns of a line narrower until it fits; what is left is for its name. */
  private void limit(int from, int to, int room) {
    int last = from;
    int widest = from;
    do {
      widest = from;
      for (int column = from; column < to; column++) {
        if (!hidden[column]) {
          last = column;
          widest = hidden[widest] || widths[column] > widths[widest] ? column : widest;
        }
      }
    } while (width(from, to) > room && widths[widest] > NARROWEST && widths[widest]-- > 0);
    for (int column = from; column < to; column++) {
      limits[column] = widths[column];
    }
    int grows = name >= from && name < to ? name : last;
    if (grows < to) {
      limits[grows] += Math.max(0, room - width(from, to));
    }
  }

  private void write(List<R> rows, TextOut out, TextStyle style) throws IOException {
    RowRanges.print(
        rows.size(),
        (from, to, text) -> {
          Print some = new Print(text, style.colour());
          for (int row = from; row < to; row++) {
            R each = rows.get(row);
            some.paint = style.colour() ? paint.apply(each) : Paint.PLAIN;
            for (int column = 0; column < columns.size(); column++) {
              if (some.begin(column)) {
                columns.get(column).cell.fill(each, some);
              }
            }
            some.end();
          }
        },
        out);
  }

  private void measure(List<R> rows) throws IOException {
    int count = rows.size();
    int pieces = (count + PIECE - 1) / PIECE;
    ParallelMap.Work<Measure> work =
        piece -> {
          Measure measure = new Measure(widths.length);
          for (int row = piece * PIECE; row < Math.min(count, (piece + 1) * PIECE); row++) {
            R each = rows.get(row);
            for (int column = 0; column < columns.size(); column++) {
              measure.column = column;
              columns.get(column).cell.fill(each, measure);
            }
          }
          return measure;
        };
    for (Measure some : new ParallelMap<Measure>(pieces, () -> work).run(0)) {
      standsOut |= some.standsOut;
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], some.most[column]);
      }
    }
  }

  /** How wide the columns have to be, by the cells that were seen. */
  private final class Measure implements Cells {
    private final int[] most;
    private int column;
    private boolean standsOut;

    Measure(int columns) {
      most = new int[columns];
    }

    @Override
    public void name(Bytes bytes) {
      if (bytes.isPlain()) {
        add(bytes.size());
      } else {
        text(bytes.toString());
      }
    }

    @Override
    public void text(CharSequence text) {
      add(DisplayWidth.of(text));
    }

    @Override
    public void number(long value) {
      add(value < 0 ? Long.toString(value).length() : TextOut.digits(value));
    }

    private void add(int width) {
      if (width <= (column == name ? WIDEST_NAME : WIDEST)) {
        most[column] = Math.max(most[column], width);
      } else {
        standsOut = true;
      }
    }
  }

  private final class Print implements Cells {
    private final TextOut out;
    private final boolean colour;
    private Paint paint = Paint.PLAIN;
    private int column;
    private int owed;
    private boolean isFirst = true;
    private boolean isBelow;
    private boolean bold;

    Print(TextOut out, boolean colour) {
      this.out = out;
      this.colour = colour;
    }

    /** True if a column is shown. */
    boolean begin(int next) {
      column = next;
      return !hidden[next];
    }

    @Override
    public void bold() {
      bold = colour;
    }

    @Override
    public void name(Bytes bytes) throws IOException {
      if (bytes.size() > limits[column] || !bytes.isPlain() || bold || paint != Paint.PLAIN) {
        text(bytes.toString());
        return;
      }
      int rest = before(bytes.size());
      spend();
      out.name(bytes);
      owed += rest;
    }

    @Override
    public void text(CharSequence text) throws IOException {
      int width = DisplayWidth.of(text);
      CharSequence shown = text;
      if (width > limits[column]) {
        shown = DisplayWidth.shorten(text, limits[column]);
        width = DisplayWidth.of(shown);
      }
      int rest = before(width);
      if (width > 0) {
        spend();
        out.text(bold || paint != Paint.PLAIN ? painted(shown) : shown);
      }
      owed += rest;
      bold = false;
    }

    private String painted(CharSequence text) {
      return (bold ? Paint.BOLD : paint).on(text, true);
    }

    @Override
    public void number(long value) throws IOException {
      int digits = TextOut.digits(value);
      if (value < 0 || bold || paint != Paint.PLAIN || digits > limits[column]) {
        text(Long.toString(value));
        return;
      }
      int rest = before(digits);
      spend();
      out.number(value);
      owed += rest;
    }

    /** Counts the spaces before a cell; the result is the number after it. */
    private int before(int width) throws IOException {
      if (isBroken && column > name && !isBelow) {
        out.line();
        owed = INDENT;
        isBelow = true;
      } else if (!isFirst) {
        owed += GAP.length();
      }
      isFirst = false;
      int rest = Math.max(0, widths[column] - width);
      if (columns.get(column).isRight) {
        owed += rest;
        return 0;
      }
      return rest;
    }

    // Spaces are written only in front of something: no line ends with them.
    private void spend() throws IOException {
      out.spaces(owed);
      owed = 0;
    }

    void end() throws IOException {
      out.line();
      isFirst = true;
      isBelow = false;
      owed = 0;
    }
  }
}
