package io.github.tfckpt.render;

import io.github.tfckpt.io.Bytes;

/** How wide the columns of a table have to be, by the cells that were seen. */
final class CellWidths implements TextTable.Cells {

  /** A cell that is wider stands out of its column, so that one long name costs one long line. */
  private static final int WIDEST = 80;

  private static final int WIDEST_NAME = 120;

  private final int[] widths;
  private final int name;
  private int column;

  /**
   * Widths that only grow.
   *
   * @param name the column of names, which may be wider than others; -1 if there is none
   */
  CellWidths(int[] atLeast, int name) {
    widths = atLeast.clone();
    this.name = name;
  }

  /** Stands before the first cell of a row. */
  void begin() {
    column = 0;
  }

  int[] widths() {
    return widths.clone();
  }

  @Override
  public void name(Bytes name) {
    if (name.isPlain()) {
      add(name.size());
    } else {
      text(name.toString());
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
      widths[column] = Math.max(widths[column], width);
    }
    column++;
  }
}
