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
  TEXT,
  /** One document. */
  JSON,
  /** One object a line. */
  JSONL,
  /** Comma-separated, as RFC 4180 but for the line ends: each a line feed. */
  CSV,
  /** Separated by tabs; no quotes. */
  TSV;

  /** True if a value may be a list of objects; what is flat has a row for each of them. */
  public boolean hasNestedValues() {
    return this == JSON || this == JSONL;
  }

  /** True if an answer is rows and nothing else. */
  public boolean isRowsOnly() {
    return this != TEXT && !hasNestedValues();
  }

  /**
   * A printer of rows in this format.
   *
   * @param head the fields of a JSON document before its rows
   * @param rows what a JSON document calls the list of rows
   * @param style what text looks like
   */
  public <R> RecordPrinter<R> printer(
      Columns<R> columns, Map<String, Object> head, String rows, OutputStream out, TextStyle style)
      throws IOException {
    return printer(columns, head, rows, true, out, style);
  }

  /**
   * Likewise, for an answer that goes on where another ended.
   *
   * @param isBegin false if what comes before the first row of csv and tsv was printed before
   */
  public <R> RecordPrinter<R> printer(
      Columns<R> columns,
      Map<String, Object> head,
      String rows,
      boolean isBegin,
      OutputStream out,
      TextStyle style)
      throws IOException {
    return switch (this) {
      case TEXT -> RecordPrinter.table(new TextTable<>(columns), new TextOut(out), style);
      case JSON -> RecordPrinter.json(columns, head, rows, out);
      case JSONL -> RecordPrinter.jsonLines(columns, out);
      case CSV -> RecordPrinter.csv(columns, isBegin, out);
      case TSV -> RecordPrinter.tsv(columns, isBegin, out);
    };
  }
}
