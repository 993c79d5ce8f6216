package io.github.tfckpt.cli.diff;

import io.github.tfckpt.cli.common.ExactFigures;
import io.github.tfckpt.cli.common.PartOption;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.Metrics;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.verify.Part;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A comparison for programs: one JSON document, or one JSON object a line.
 *
 * <p>The summary has every status, also those that do not occur. {@code compared} is {@code
 * values}, {@code checksums} or {@code names}. Distances are there where values were compared.
 */
final class DiffJson {

  private DiffJson() {}

  static void document(DiffReport report, Part part, List<TensorDiff> shown, TextOut out)
      throws IOException {
    out.text("{\"schema\":\"tfckpt/diff/1\",\"a\":").json(Visible.line(report.a()));
    out.text(",\"b\":").json(Visible.line(report.b()));
    out.text(",\"compared\":").json(report.basis().name().toLowerCase(Locale.ROOT));
    PartOption.json(part, out);
    out.text(",\"equal\":").text(report.isEqual() ? "true" : "false");
    out.text(",\"summary\":{");
    String comma = "";
    for (Status status : Status.values()) {
      out.text(comma).json(status.label()).ascii(':').number(report.count(status));
      comma = ",";
    }
    out.text("},\"tensors\":[");
    String separator = "\n";
    for (TensorDiff diff : shown) {
      out.text(separator);
      tensor(diff, out);
      separator = ",\n";
    }
    out.text("\n]}\n");
  }

  static void lines(List<TensorDiff> shown, TextOut out) throws IOException {
    for (TensorDiff diff : shown) {
      tensor(diff, out);
      out.line();
    }
  }

  private static void tensor(TensorDiff diff, TextOut out) throws IOException {
    Pair pair = diff.pair();
    TensorEntry a = pair.either();
    TensorEntry b = pair.b().orElse(a);
    out.text("{\"name\":").json(pair.name());
    if (!pair.nameB().equals(pair.name())) {
      out.text(",\"name_b\":").json(pair.nameB());
    }
    out.text(",\"status\":").json(diff.status().label());
    out.text(",\"dtype\":").json(a.dtype().label());
    if (!b.dtype().equals(a.dtype())) {
      out.text(",\"dtype_b\":").json(b.dtype().label());
    }
    out.text(",\"shape\":");
    numbers(a.shape().extents(), out);
    if (!b.shape().equals(a.shape())) {
      out.text(",\"shape_b\":");
      numbers(b.shape().extents(), out);
    }
    out.text(",\"elements\":").number(a.elementCount());
    if (diff.metrics().isPresent()) {
      metrics(diff, diff.metrics().get(), out);
    }
    if (!diff.note().isEmpty() && diff.failure().isEmpty()) {
      out.text(",\"note\":").json(diff.note());
    }
    if (diff.failure().isPresent()) {
      out.text(",\"error\":").json(Visible.line(String.valueOf(diff.failure().get().getMessage())));
    }
    out.ascii('}');
  }

  private static void metrics(TensorDiff diff, Metrics found, TextOut out) throws IOException {
    out.text(",\"differing\":").number(found.differing());
    ExactFigures figures = ExactFigures.of(diff);
    figure("max_abs", figures.maxAbs(), out);
    if (figures.hasPlace()) {
      out.text(",\"max_abs_at\":");
      numbers(figures.maxAt(), out);
    }
    figure("max_rel", figures.maxRel(), out);
    figure("rms", figures.rms(), out);
    figure("mean_abs", figures.meanAbs(), out);
    figure("cosine", figures.cosine(), out);
    if (!figures.cosine().isEmpty()) {
      out.text(",\"nan_a\":").number(found.nanA());
      out.text(",\"nan_b\":").number(found.nanB());
    }
  }

  private static void figure(String field, String value, TextOut out) throws IOException {
    if (value.isEmpty()) {
      return;
    }
    out.ascii(',').json(field).ascii(':');
    char last = value.charAt(value.length() - 1);
    if (last == 'N' || last == 'y') {
      out.json(value);
    } else {
      out.text(value);
    }
  }

  private static void numbers(List<Long> numbers, TextOut out) throws IOException {
    out.ascii('[');
    for (int i = 0; i < numbers.size(); i++) {
      if (i > 0) {
        out.ascii(',');
      }
      out.number(numbers.get(i));
    }
    out.ascii(']');
  }
}
