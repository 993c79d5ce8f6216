package io.github.tfckpt.cli.verify;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.cli.records.VerifyJson;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.render.RecordPrinter;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextStyle.Paint;
import io.github.tfckpt.verify.Part;
import io.github.tfckpt.verify.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Prints reports: in text a line for each finding and a summary; in JSON one document, in which
 * several reports are a list, or a JSON object a line; in csv and tsv a row for each finding.
 */
final class VerifyPrinter {

  private final OutputStream out;
  private final TextStyle style;
  private final TableFormat format;
  private final boolean several;
  private final boolean quick;
  private final Part part;
  private final boolean quiet;
  private final boolean all;
  private final JsonDocument document;
  private final RecordPrinter<VerifyJson.Row> rows;
  private boolean sound = true;

  /**
   * A printer of reports.
   *
   * @param several true if there is more than one
   * @param quick true if no data was read
   * @param quiet true if text leaves out what is sound
   * @param all true if text has every finding
   */
  VerifyPrinter(
      OutputStream out,
      TableFormat format,
      boolean several,
      boolean quick,
      Part part,
      boolean quiet,
      boolean all,
      TextStyle style)
      throws IOException {
    this.out = out;
    this.format = format;
    this.several = several;
    this.quick = quick;
    this.part = part;
    this.quiet = quiet;
    this.all = all;
    this.style = style;
    boolean isFlat = format != TableFormat.TEXT && !format.hasNestedValues();
    document = new JsonDocument(format == TableFormat.JSONL, out);
    rows =
        isFlat
            ? format.printer(VerifyJson.FINDINGS, Map.of(), "findings", out, style)
            : RecordPrinter.none();
    if (format == TableFormat.JSON && several) {
      document.begin(JsonDocument.object("schema", "tfckpt/verify/1"), "checkpoints");
    }
  }

  void print(Report report) throws IOException {
    sound &= report.isSound();
    if (format == TableFormat.TEXT) {
      text(report);
    } else if (format == TableFormat.JSON && several) {
      document.add(VerifyJson.of(report, quick, part));
    } else if (format.hasNestedValues()) {
      document.print(VerifyJson.of(report, quick, part));
    } else {
      for (VerifyJson.Row row : VerifyJson.rows(report)) {
        rows.print(row);
      }
    }
  }

  /** Prints what comes after the last report, and hands everything over. */
  void end() throws IOException {
    if (format == TableFormat.JSON && several) {
      document.end(JsonDocument.object("sound", sound));
    }
    document.flush();
    rows.end();
  }

  private void text(Report report) throws IOException {
    if (!report.isReadable() || (quiet && report.isSound())) {
      return;
    }
    TextOut text = new TextOut(out);
    for (AlikeFindings alike : AlikeFindings.of(report.findings())) {
      for (Finding finding : all ? alike.all() : alike.shown()) {
        line(finding.isError(), finding.message(), text);
      }
      if (alike.more() > 0 && !all) {
        line(alike.isError(), alike.summary(), text);
      }
    }
    text.text(Visible.line(report.checkpoint())).text(": ");
    text.text(
        report.isSound() ? style.paint(Paint.GREEN, "sound") : style.paint(Paint.RED, "damaged"));
    text.text(count(", ", report.errors(), "error"))
        .text(count(", ", report.warnings(), "warning"));
    text.text("; checked ").text(count("", report.blocks(), "block"));
    text.text(report.blocks() > 0 ? ", " : "").text(Quantity.count(report.tensors()));
    text.text(report.tensors() == 1 ? " tensor" : " tensors");
    if (quick) {
      text.text("; not their data");
    } else if (report.blocks() + report.bytes() > 0) {
      text.text(", ").text(Quantity.bytes(report.bytes()));
    }
    text.text(part.isWhole() ? "" : "; part " + part).line();
    text.flush();
  }

  private void line(boolean isError, String message, TextOut text) throws IOException {
    text.text(isError ? style.paint(Paint.RED, "error") : style.paint(Paint.MAGENTA, "warning"));
    text.text(": ").text(Visible.line(message)).line();
  }

  /** How many there are, in words; nothing if there are none. */
  private static String count(String before, long count, String what) {
    return count == 0 ? "" : before + Quantity.count(count) + " " + what + (count == 1 ? "" : "s");
  }
}
