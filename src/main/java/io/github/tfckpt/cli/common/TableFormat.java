package io.github.tfckpt.cli.common;

import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.RecordPrinter;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** How an answer that is a table is written. A format is added here, and nowhere else. */
public enum TableFormat {
  /** For people. */
  TEXT {
    @Override
    public <R> RecordPrinter<R> printer(
        Columns<R> columns,
        Map<String, Object> head,
        String rows,
        OutputStream out,
        TextStyle style) {
      return RecordPrinter.table(new TextTable<>(columns), new TextOut(out), style);
    }
  },
  /** One document. */
  JSON {
    @Override
    public <R> RecordPrinter<R> printer(
        Columns<R> columns,
        Map<String, Object> head,
        String rows,
        OutputStream out,
        TextStyle style)
        throws IOException {
      return RecordPrinter.json(columns, head, rows, out);
    }
  },
  /** One object a line. */
  JSONL {
    @Override
    public <R> RecordPrinter<R> printer(
        Columns<R> columns,
        Map<String, Object> head,
        String rows,
        OutputStream out,
        TextStyle style)
        throws IOException {
      return RecordPrinter.jsonLines(columns, out);
    }
  },
  /** Comma-separated, as RFC 4180 but for the line ends: each a line feed. */
  CSV {
    @Override
    public <R> RecordPrinter<R> printer(
        Columns<R> columns,
        Map<String, Object> head,
        String rows,
        OutputStream out,
        TextStyle style)
        throws IOException {
      return RecordPrinter.csv(columns, out);
    }
  },
  /** Separated by tabs; no quotes. */
  TSV {
    @Override
    public <R> RecordPrinter<R> printer(
        Columns<R> columns,
        Map<String, Object> head,
        String rows,
        OutputStream out,
        TextStyle style)
        throws IOException {
      return RecordPrinter.tsv(columns, out);
    }
  };

  /** True if a value may be a list of objects; what is flat has a row for each of them. */
  public boolean hasNestedValues() {
    return this == JSON || this == JSONL;
  }

  /**
   * A printer of rows in this format.
   *
   * @param head the fields of a JSON document before its rows
   * @param rows what a JSON document calls the list of rows
   * @param style what text looks like
   */
  public abstract <R> RecordPrinter<R> printer(
      Columns<R> columns, Map<String, Object> head, String rows, OutputStream out, TextStyle style)
      throws IOException;
}
