package io.github.tfckpt.render;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.work.ParallelMap;
import java.io.IOException;

/**
 * Columns of text, aligned by the width that a terminal shows. Rows are asked for twice, first for
 * their widths and then for printing, so that a table of a million rows is never in memory. Where
 * the lines would be too long for the screen, each row takes two: up to its name, and indented what
 * is said of it.
 */
public final class TextTable {

  private static final String GAP = "  ";
  private static final int NONE = -1;

  private static final int INDENT = 4;

  /** Rows that one thread measures in one go. */
  private static final int PIECE = 1 << 13;

  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  /** Where the rows come from; asked twice, by several threads, and the same each time. */
  public interface Rows {
    int count();

    /** Adds the cells of one row, as many as there are columns. */
    void fill(int row, Cells cells) throws IOException;
  }

  /** Takes the cells of a row, from left to right. */
  public interface Cells {
    void text(CharSequence text) throws IOException;

    void number(long value) throws IOException;

    /** The text that the bytes of a name are shown as. */
    void name(Bytes name) throws IOException;

    /** The next text or number is shown bold where there is colour. */
    default void bold() {}
  }

  private final String alignment;
  private final String[] titles;
  private final int[] widths;
  private int name = NONE;
  private boolean isBroken;

  /**
   * A table with these titles.
   *
   * @param alignment a character for each column: {@code <} to the left, {@code >} to the right
   */
  public TextTable(String alignment, String... titles) {
    if (alignment.length() != titles.length) {
      throw new IllegalArgumentException(alignment + " for " + titles.length + " columns");
    }
    this.alignment = alignment;
    this.titles = titles.clone();
    widths = new int[titles.length];
  }

  /** The column of names: a row that is too long is broken behind it. */
  public TextTable breakBehind(int column) {
    name = column;
    return this;
  }

  /** Prints titles and rows. The last column is not padded. */
  public void print(Rows rows, TextOut out, TextStyle look) throws IOException {
    for (int column = 0; column < titles.length; column++) {
      widths[column] = titles[column].length();
    }
    measure(rows);
    isBroken = name != NONE && !look.fits(width());
    Print print = new Print(out, look.colour());
    for (String title : titles) {
      print.bold();
      print.text(title);
    }
    print.end();
    printRows(rows, out, look);
  }

  private int width() {
    int width = GAP.length() * (widths.length - 1);
    for (int column : widths) {
      width += column;
    }
    return width;
  }

  /** Prints rows below those that were printed before, no column narrower than it was. */
  public void printMore(Rows rows, TextOut out, TextStyle look) throws IOException {
    measure(rows);
    printRows(rows, out, look);
  }

  private void printRows(Rows rows, TextOut out, TextStyle look) throws IOException {
    RowRanges.print(
        rows.count(),
        (from, to, text) -> {
          Print some = new Print(text, look.colour());
          for (int row = from; row < to; row++) {
            rows.fill(row, some);
            some.end();
          }
        },
        out);
  }

  private void measure(Rows rows) throws IOException {
    int count = rows.count();
    int pieces = (count + PIECE - 1) / PIECE;
    ParallelMap.Work<int[]> work =
        piece -> {
          CellWidths measure = new CellWidths(widths, name);
          for (int row = piece * PIECE; row < Math.min(count, (piece + 1) * PIECE); row++) {
            measure.begin();
            rows.fill(row, measure);
          }
          return measure.widths();
        };
    for (int[] some : new ParallelMap<int[]>(pieces, () -> work).run(0)) {
      for (int column = 0; column < some.length; column++) {
        widths[column] = Math.max(widths[column], some[column]);
      }
    }
  }

  private final class Print implements Cells {
    private final TextOut out;
    private final boolean colour;
    private int column;
    private int owed;
    private boolean bold;

    Print(TextOut out, boolean colour) {
      this.out = out;
      this.colour = colour;
    }

    @Override
    public void bold() {
      bold = colour;
    }

    @Override
    public void name(Bytes name) throws IOException {
      if (!name.isPlain() || bold) {
        text(name.toString());
        return;
      }
      int rest = before(name.size());
      spend();
      out.name(name);
      owed += rest;
    }

    @Override
    public void text(CharSequence text) throws IOException {
      int width = DisplayWidth.of(text);
      int rest = before(width);
      if (width > 0) {
        spend();
        out.text(bold ? BOLD : "").text(text).text(bold ? PLAIN : "");
      }
      owed += rest;
      bold = false;
    }

    @Override
    public void number(long value) throws IOException {
      if (value < 0 || bold) {
        text(Long.toString(value));
        return;
      }
      int rest = before(TextOut.digits(value));
      spend();
      out.number(value);
      owed += rest;
    }

    /** Counts the spaces in front of a cell; the result is the number behind it. */
    private int before(int width) throws IOException {
      if (isBroken && column == name + 1) {
        out.line();
        owed = INDENT;
      } else if (column > 0) {
        owed += GAP.length();
      }
      int rest = Math.max(0, widths[column] - width);
      boolean right = alignment.charAt(column) == '>';
      column++;
      if (right) {
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
      column = 0;
      owed = 0;
    }
  }
}
