package io.github.tfckpt.cli.records;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.verify.Part;
import io.github.tfckpt.verify.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What was found wrong with a checkpoint, for programs. */
public final class VerifyJson {

  /**
   * A finding and the checkpoint it is about.
   *
   * @param cause the finding that it follows from; empty if it stands for itself
   * @param count how many tensors have a finding that follows from it
   */
  public record Row(String checkpoint, Finding finding, Optional<String> cause, long count) {

    /** A finding that stands for itself. */
    public static Row alone(String checkpoint, Finding finding) {
      return new Row(checkpoint, finding, Optional.empty(), 0);
    }

    private String severity() {
      return finding.isError() ? "error" : "warning";
    }
  }

  /** The columns of findings. */
  public static final Columns<Row> FINDINGS =
      new Columns<Row>()
          .field("checkpoint", Row::checkpoint)
          .rowsOnly()
          .field("severity", Row::severity)
          .field("where", row -> row.finding().where())
          .field("what", row -> row.finding().what())
          .field("tensor", row -> row.finding().tensor())
          .field("count", row -> row.count() > 0 ? OptionalLong.of(row.count()) : Optional.empty())
          .field("cause", Row::cause);

  private VerifyJson() {}

  /** The findings of a report. */
  public static List<Row> rows(Report report) {
    String checkpoint = Visible.line(report.checkpoint());
    List<Row> rows = new ArrayList<>();
    for (CausedFindings caused : CausedFindings.of(report.findings())) {
      Finding cause = caused.cause();
      rows.add(new Row(checkpoint, cause, Optional.empty(), caused.tensors()));
      Optional<String> why = Optional.of(cause.message());
      caused.consequences().forEach(each -> rows.add(new Row(checkpoint, each, why, 0)));
    }
    return rows;
  }

  /** A report for people: findings name a tensor by the full name that it is shown by. */
  public static Report shown(Report report, Checkpoint open, FullNames shown) {
    boolean isAboutTensors =
        report.findings().stream().anyMatch(finding -> finding.tensor().isPresent());
    if (!isAboutTensors || !open.hasFullNames()) {
      return report;
    }
    Map<String, String> names = new HashMap<>();
    for (TensorEntry entry : open.tensors()) {
      shown.of(entry).ifPresent(name -> names.put(entry.name(), name));
    }
    return report.shown(names);
  }

  /**
   * A report as one object.
   *
   * @param quick true if no data was read
   * @param part what was checked
   */
  public static Map<String, Object> of(Report report, boolean quick, Part part) {
    return JsonDocument.object(
        "schema",
        "tfckpt/verify/1",
        "checkpoint",
        report.checkpoint(),
        "sound",
        report.isSound(),
        "findings",
        rows(report).stream().map(FINDINGS::object).toList(),
        "errors",
        report.errors(),
        "warnings",
        report.warnings(),
        "tensors_lost",
        report.lostTensors(),
        "checked",
        JsonDocument.object(
            "blocks",
            report.blocks(),
            "tensors",
            report.tensors(),
            "bytes",
            report.bytes(),
            "data",
            !quick,
            "part",
            part.toString()));
  }
}
