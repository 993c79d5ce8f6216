package io.github.tfckpt.render;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prints the rows of an answer, one after another, in one of the formats.
 *
 * @param <R> what a row is about
 */
public interface RecordPrinter<R> {

  /** Prints a row. */
  void print(R row) throws IOException;

  /** Prints what comes after the last row, and hands everything over. */
  void end() throws IOException;

  /** Prints all rows. */
  default void printAll(Iterable<R> rows) throws IOException {
    for (R row : rows) {
      print(row);
    }
    end();
  }

  /** {@return a printer that prints nothing} */
  static <R> RecordPrinter<R> none() {
    return new RecordPrinter<>() {
      @Override
      public void print(R row) {
        // Nothing.
      }

      @Override
      public void end() {
        // Nothing.
      }
    };
  }

  /** {@return a table for people} */
  static <R> RecordPrinter<R> table(TextTable<R> table, TextOut out, TextStyle style) {
    return new Table<>(table, out, style);
  }

  /**
   * {@return one JSON document}
   *
   * @param head the fields before the rows
   * @param rows the name of the list of rows
   */
  static <R> RecordPrinter<R> json(
      Columns<R> columns, Map<String, Object> head, String rows, OutputStream out)
      throws IOException {
    JsonDocument document = new JsonDocument(false, out);
    document.begin(head, rows);
    return new RecordPrinter<>() {
      @Override
      public void print(R row) throws IOException {
        document.add(columns.object(row));
      }

      @Override
      public void end() throws IOException {
        document.end(Map.of());
        document.flush();
      }
    };
  }

  /** {@return a JSON object a line} */
  static <R> RecordPrinter<R> jsonLines(Columns<R> columns, OutputStream out) throws IOException {
    JsonDocument lines = new JsonDocument(true, out);
    return new RecordPrinter<>() {
      @Override
      public void print(R row) throws IOException {
        lines.print(columns.object(row));
      }

      @Override
      public void end() throws IOException {
        lines.flush();
      }
    };
  }

  /**
   * {@return rows of cells with commas between them, in quotes where it is needed}
   *
   * @param hasHead if the names of the columns come first
   */
  static <R> RecordPrinter<R> csv(Columns<R> columns, boolean hasHead, OutputStream out)
      throws IOException {
    CsvWriter writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    return new Separated<>(columns, hasHead, writer::writeRecord, writer::flush);
  }

  /**
   * {@return rows of cells with tabs between them, never in quotes: names with control characters
   * are escaped before they come here}
   *
   * @param hasHead if the names of the columns come first
   */
  static <R> RecordPrinter<R> tsv(Columns<R> columns, boolean hasHead, OutputStream out)
      throws IOException {
    TextOut text = new TextOut(out);
    return new Separated<>(
        columns, hasHead, cells -> text.text(String.join("\t", cells)).line(), text::flush);
  }

  /** A table whose rows are measured and printed a thousand at a time: never all in memory. */
  final class Table<R> implements RecordPrinter<R> {
    private static final int BATCH = 1000;

    private final TextTable<R> table;
    private final TextOut out;
    private final TextStyle style;
    private final List<R> rows = new ArrayList<>();
    private boolean isBegun;

    private Table(TextTable<R> table, TextOut out, TextStyle style) {
      this.table = table;
      this.out = out;
      this.style = style;
    }

    @Override
    public void print(R row) throws IOException {
      rows.add(row);
      if (rows.size() == BATCH) {
        printRows();
        out.flush();
      }
    }

    private void printRows() throws IOException {
      if (isBegun) {
        table.printMore(rows, out, style);
      } else {
        table.print(rows, out, style);
      }
      isBegun = true;
      rows.clear();
    }

    @Override
    public void end() throws IOException {
      if (!isBegun || !rows.isEmpty()) {
        printRows();
      }
      out.flush();
    }
  }

  /** The same columns always, empty where there is nothing to say. */
  final class Separated<R> implements RecordPrinter<R> {

    /** Writes the cells of a row. */
    private interface Line {
      void write(List<String> cells) throws IOException;
    }

    private interface Flush {
      void run() throws IOException;
    }

    private final List<Columns.Column<R>> columns;
    private final Line line;
    private final Flush flush;

    private Separated(Columns<R> columns, boolean hasHead, Line line, Flush flush)
        throws IOException {
      this.columns = columns.inRows();
      this.line = line;
      this.flush = flush;
      if (hasHead) {
        line.write(this.columns.stream().map(Columns.Column::field).toList());
      }
    }

    @Override
    public void print(R row) throws IOException {
      List<String> cells = new ArrayList<>(columns.size());
      for (Columns.Column<R> column : columns) {
        cells.add(column.text(row));
      }
      line.write(cells);
    }

    @Override
    public void end() throws IOException {
      flush.run();
    }
  }
}
