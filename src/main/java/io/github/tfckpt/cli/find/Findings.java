package io.github.tfckpt.cli.find;

import io.github.tfckpt.cli.common.SeparatedRows;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.DisplayWidth;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.search.Match;
import io.github.tfckpt.search.Query;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was found, to be printed.
 *
 * @param found for each thing that was looked for, in the order of the text
 */
record Findings(String path, List<Of> found, FullNames names) {

  Findings {
    found = List.copyOf(found);
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
    boolean isThere() {
      String name = subject.name().toLowerCase(Locale.ROOT);
      return !matches.isEmpty()
          && (matches.get(0).distance() < 1e-9
              || matches.get(0).entry().name().toLowerCase(Locale.ROOT).contains(name));
    }
  }

  /** A line for each tensor; where several things were looked for, below a heading for each. */
  void text(TextOut out) throws IOException {
    boolean several = found.size() > 1;
    for (Of one : found) {
      if (several) {
        out.text(Visible.line(one.subject().shown()))
            .text(one.matches().isEmpty() ? ": nothing" : ":")
            .line();
      }
      int name = 0;
      int dtype = 0;
      int shape = 0;
      for (Match match : one.matches()) {
        name = Math.max(name, DisplayWidth.of(match.entry().name()));
        dtype = Math.max(dtype, match.entry().dtype().label().length());
        shape = Math.max(shape, match.entry().shape().toString().length());
      }
      for (Match match : one.matches()) {
        TensorEntry entry = match.entry();
        out.text(several ? "  " : "").text(entry.name());
        out.spaces(name - DisplayWidth.of(entry.name()) + 2).text(entry.dtype().label());
        out.spaces(dtype - entry.dtype().label().length() + 2).text(entry.shape().toString());
        Optional<String> full = names.of(entry);
        if (full.isPresent()) {
          out.spaces(shape - entry.shape().toString().length() + 2).text(full.get());
        }
        out.line();
      }
    }
  }

  void document(TextOut out) throws IOException {
    out.text("{\"schema\":\"tfckpt/find/1\",\"checkpoint\":").json(path).text(",\"tensors\":[");
    String before = "\n";
    for (Of one : found) {
      for (Match match : one.matches()) {
        out.text(before);
        object(one.subject(), match, out);
        before = ",\n";
      }
    }
    out.text("\n]}\n");
  }

  void lines(TextOut out) throws IOException {
    for (Of one : found) {
      for (Match match : one.matches()) {
        object(one.subject(), match, out);
        out.line();
      }
    }
  }

  private void object(Query subject, Match match, TextOut out) throws IOException {
    TensorEntry entry = match.entry();
    out.text("{\"name\":").json(entry.key());
    Optional<String> full = names.of(entry);
    if (full.isPresent()) {
      out.text(",\"full_name\":").json(full.get());
    }
    out.text(",\"dtype\":").json(entry.dtype().label()).text(",\"shape\":[");
    for (int i = 0; i < entry.shape().rank(); i++) {
      out.text(i == 0 ? "" : ",").number(entry.shape().extent(i));
    }
    out.text("],\"distance\":").text(distance(match));
    out.text(",\"for\":").json(subject.shown()).ascii('}');
  }

  private static String distance(Match match) {
    return String.format(Locale.ROOT, "%.3f", match.distance());
  }

  void rows(SeparatedRows rows) throws IOException {
    rows.row("name", "full_name", "dtype", "shape", "distance", "for");
    for (Of one : found) {
      for (Match match : one.matches()) {
        TensorEntry entry = match.entry();
        rows.row(
            entry.name(),
            names.of(entry).orElse(""),
            entry.dtype().label(),
            entry.shape().toString(),
            distance(match),
            Visible.line(one.subject().shown()));
      }
    }
    rows.flush();
  }
}
