package io.github.tfckpt.render;

import io.github.tfckpt.render.TextStyle.Paint;
import io.github.tfckpt.render.TextTable.Cells;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.text.DoubleText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * The columns of an answer, each declared once for all formats:
 *
 * <pre>
 *   field("params", E::count)       JSON and csv have it
 *     .shown("PARAMS", E::words)    text has it too, under a heading
 *     .right()                      as the last column is to be
 *   column("AT", E::place)          text alone has it
 * </pre>
 *
 * <p>The value of a field is a text, a number, a boolean, a shape, a list or a map of such, or an
 * {@code Optional} of them: a field without a value is left out of JSON and empty in csv.
 *
 * @param <R> what a row is about
 */
public final class Columns<R> {

  /** Writes what text has of a row. */
  @FunctionalInterface
  public interface Cell<R> {
    /** Adds exactly one cell. */
    void fill(R row, Cells cells) throws IOException;
  }

  /** A column; without a field it is for text alone, without a title for programs alone. */
  static final class Column<R> {
    private String field = "";
    private Function<? super R, ?> json = row -> Optional.empty();
    private Function<? super R, ?> row = json;
    private boolean isInJson = true;
    private boolean isInRows = true;
    private boolean isShown;
    String title = "";
    Cell<? super R> cell = (row, cells) -> {};
    boolean isRight;
    boolean isName;
    boolean isSpare;

    String field() {
      return field;
    }

    String text(R of) {
      return words(row.apply(of));
    }
  }

  private final List<Column<R>> all = new ArrayList<>();
  Function<? super R, Paint> paint = row -> Paint.PLAIN;

  private Column<R> last() {
    return all.get(all.size() - 1);
  }

  /** Begins a column that programs read. */
  public Columns<R> field(String name, Function<? super R, ?> value) {
    Column<R> column = new Column<>();
    column.field = name;
    column.json = value;
    column.row = value;
    all.add(column);
    return this;
  }

  /** Of the last column: what csv and tsv have of it, if that is another value. */
  public Columns<R> inRows(Function<? super R, ?> value) {
    last().row = value;
    return this;
  }

  /** Leaves the last column out of csv and tsv. */
  public Columns<R> jsonOnly() {
    last().isInRows = false;
    return this;
  }

  /** Leaves the last column out of JSON. */
  public Columns<R> rowsOnly() {
    last().isInJson = false;
    return this;
  }

  /** Begins a column that text alone has. */
  public Columns<R> column(String title, Function<? super R, ? extends CharSequence> text) {
    return cells(title, (row, cells) -> cells.text(text.apply(row)));
  }

  /** Begins a column that text alone has. */
  public Columns<R> cells(String title, Cell<? super R> cell) {
    Column<R> column = new Column<>();
    column.isInJson = false;
    column.isInRows = false;
    all.add(column);
    return shownCells(title, cell);
  }

  /** Shows the last column in text. */
  public Columns<R> shown(String title, Function<? super R, ? extends CharSequence> text) {
    return shownCells(title, (row, cells) -> cells.text(text.apply(row)));
  }

  /** Shows the last column in text. */
  Columns<R> shownCells(String title, Cell<? super R> cell) {
    last().title = title;
    last().cell = cell;
    last().isShown = true;
    return this;
  }

  /** Aligns the last column to the right. */
  public Columns<R> right() {
    last().isRight = true;
    return this;
  }

  /** Makes the last column the one of names: a row that is too long goes on below it. */
  public Columns<R> asName() {
    last().isName = true;
    return this;
  }

  /** Lets the last column go where the screen is too narrow for all. */
  public Columns<R> spare() {
    last().isSpare = true;
    return this;
  }

  /** Paints rows by what they say, where there is colour. */
  public Columns<R> painted(Function<? super R, Paint> how) {
    paint = how;
    return this;
  }

  /** A row as an object of JSON. */
  public Map<String, Object> object(R row) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (Column<R> column : all) {
      if (column.isInJson) {
        bare(column.json.apply(row)).ifPresent(value -> object.put(column.field, value));
      }
    }
    return object;
  }

  List<Column<R>> inRows() {
    List<Column<R>> inRows = new ArrayList<>(all);
    inRows.removeIf(column -> !column.isInRows);
    return inRows;
  }

  List<Column<R>> shown() {
    // No stream: its classes would be loaded at the start of every listing.
    List<Column<R>> shown = new ArrayList<>(all);
    shown.removeIf(column -> !column.isShown);
    return shown;
  }

  /** What a value is without an {@code Optional} around it. */
  static Optional<?> bare(Object value) {
    if (value instanceof Optional<?> some) {
      return some;
    }
    if (value instanceof OptionalInt some) {
      return some.isPresent() ? Optional.of(some.getAsInt()) : Optional.empty();
    }
    if (value instanceof OptionalLong some) {
      return some.isPresent() ? Optional.of(some.getAsLong()) : Optional.empty();
    }
    return Optional.of(value);
  }

  /** A number with all its digits; {@code NaN} and {@code Infinity} where there are none. */
  static String digits(double value) {
    return Double.isFinite(value) ? DoubleText.of(value) : Double.toString(value);
  }

  /** A value in csv and tsv. */
  private static String words(Object value) {
    Object bare = bare(value).map(Object.class::cast).orElse("");
    if (bare instanceof Double number) {
      return digits(number);
    }
    if (bare instanceof List<?> list) {
      StringJoiner words = new StringJoiner(", ", "[", "]");
      for (Object each : list) {
        words.add(words(each));
      }
      return words.toString();
    }
    return bare instanceof Shape shape ? shape.toString() : String.valueOf(bare);
  }
}
