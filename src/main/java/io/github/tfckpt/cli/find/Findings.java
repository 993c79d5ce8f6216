package io.github.tfckpt.cli.find;

import io.github.tfckpt.cli.common.ShownNames;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextTable;
import io.github.tfckpt.search.Match;
import io.github.tfckpt.search.Query;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was found, to be printed.
 *
 * @param found for each thing that was looked for, in the order of the text
 */
record Findings(String path, List<Of> found, TensorFields fields) {

  Findings {
    found = List.copyOf(found);
  }

  /** A tensor that may be meant, and what was looked for. */
  private record Row(Query subject, Match match) {
    TensorEntry entry() {
      return match.entry();
    }

    BigDecimal distance() {
      return new BigDecimal(String.format(Locale.ROOT, "%.3f", match.distance()));
    }
  }

  /**
   * What was found for one thing.
   *
   * @param matches those to be printed of the tensors that may be meant, best first
   */
  record Of(Query subject, List<Match> matches) {
    Of {
      matches = List.copyOf(matches);
    }

    /** True if it is in the checkpoint by just that name or as a part of one. */
    boolean isThere(TensorFields fields) {
      if (matches.isEmpty()) {
        return false;
      }
      Match best = matches.get(0);
      String name = subject.name().toLowerCase(Locale.ROOT);
      if (best.distance() < 1e-9 || name.isEmpty()) {
        return best.distance() < 1e-9;
      }
      return best.entry().name().toLowerCase(Locale.ROOT).contains(name)
          || fields.fullName(best.entry()).orElse("").toLowerCase(Locale.ROOT).contains(name);
    }

    private List<Row> rows() {
      return matches.stream().map(match -> new Row(subject, match)).toList();
    }
  }

  private Columns<Row> columns() {
    return fields
        .<Row>begin(Row::entry)
        .field("dtype", row -> row.entry().dtype().label())
        .field("shape", row -> row.entry().shape())
        .field("distance", Row::distance)
        .field("for", row -> row.subject().shown())
        .inRows(row -> Visible.line(row.subject().shown()))
        .field("role", row -> fields.role(row.entry()));
  }

  private Columns<Row> text(ShownNames names, String indent) {
    Columns<Row> columns =
        new Columns<Row>()
            .column("", row -> indent + name(row.entry(), names))
            .asName()
            .column("", row -> row.entry().dtype().label())
            .column("", row -> row.entry().shape().toString());
    return names.isKey() || names.isFull() || !hasFullNames()
        ? columns
        : columns.column("", row -> fields.fullName(row.entry()).orElse(""));
  }

  private boolean hasFullNames() {
    return found.stream()
        .flatMap(one -> one.matches().stream())
        .anyMatch(match -> fields.fullName(match.entry()).isPresent());
  }

  private String name(TensorEntry entry, ShownNames names) {
    return names.isFull() ? fields.fullName(entry).orElse(entry.name()) : entry.name();
  }

  void print(TableFormat format, ShownNames names, OutputStream out, TextStyle style)
      throws IOException {
    if (format == TableFormat.TEXT) {
      TextOut text = new TextOut(out);
      lines(text, names, style);
      text.flush();
      return;
    }
    List<Row> rows = new ArrayList<>();
    found.forEach(one -> rows.addAll(one.rows()));
    format
        .printer(
            columns(),
            JsonDocument.object("schema", "tfckpt/find/1", "checkpoint", path),
            "tensors",
            out,
            style)
        .printAll(rows);
  }

  /** A line for each tensor; where several things were looked for, below a heading for each. */
  private void lines(TextOut out, ShownNames names, TextStyle style) throws IOException {
    boolean several = found.size() > 1;
    for (Of one : found) {
      if (several) {
        out.text(Visible.line(one.subject().shown()))
            .text(one.matches().isEmpty() ? ": nothing" : ":")
            .line();
      }
      new TextTable<>(text(names, several ? "  " : "")).printRows(one.rows(), out, style);
    }
  }
}
