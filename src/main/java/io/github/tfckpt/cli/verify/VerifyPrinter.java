package io.github.tfckpt.cli.verify;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.cli.records.CausedFindings;
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
import java.util.ArrayList;
import java.util.List;
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
  private final boolean isOneLine;
  private final JsonDocument document;
  private final RecordPrinter<VerifyJson.Row> rows;
  private List<Finding> rest = List.of();
  private boolean sound = true;
  private long reports;
  private long soundReports;

  /**
   * A printer of reports.
   *
   * @param several true if there is more than one
   * @param quick true if no data was read
   * @param quiet true if text leaves out what is sound
   * @param all true if text has every finding
   * @param isOneLine true if text has one line for each report, with the first finding in it
   */
  VerifyPrinter(
      OutputStream out,
      TableFormat format,
      boolean several,
      boolean quick,
      Part part,
      boolean quiet,
      boolean all,
      boolean isOneLine,
      TextStyle style)
      throws IOException {
    this.out = out;
    this.format = format;
    this.several = several;
    this.quick = quick;
    this.part = part;
    this.quiet = quiet;
    this.all = all;
    this.isOneLine = isOneLine;
    this.style = style;
    document = new JsonDocument(format == TableFormat.JSONL, out);
    rows =
        format.isRowsOnly()
            ? format.printer(VerifyJson.FINDINGS, Map.of(), "findings", part.isFirst(), out, style)
            : RecordPrinter.none();
    if (format == TableFormat.JSON && several) {
      document.begin(JsonDocument.object("schema", "tfckpt/verify/1"), "checkpoints");
    }
  }

  void print(Report report) throws IOException {
    sound &= report.isSound();
    reports++;
    soundReports += report.isSound() ? 1 : 0;
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
      List<Object> unfinished = new ArrayList<>();
      for (Finding finding : rest) {
        unfinished.add(VerifyJson.FINDINGS.object(VerifyJson.Row.alone("", finding)));
      }
      document.end(
          JsonDocument.object("sound", sound, "unfinished", JsonDocument.unlessEmpty(unfinished)));
    }
    document.flush();
    rows.end();
  }

  /** Prints what is no part of any checkpoint; text says how many checkpoints are sound besides. */
  void printRest(List<Finding> findings) throws IOException {
    if (format == TableFormat.TEXT) {
      TextOut text = new TextOut(out);
      for (Finding finding : findings) {
        line(finding.isError(), finding.message(), text);
      }
      if (!quiet) {
        text.text(Quantity.count(reports)).text(reports == 1 ? " checkpoint: " : " checkpoints: ");
        text.text(Quantity.count(soundReports)).text(" sound");
        long damaged = reports - soundReports;
        text.text(damaged > 0 ? ", " + Quantity.count(damaged) + " damaged" : "").line();
      }
      text.flush();
    } else if (format.isRowsOnly()) {
      for (Finding finding : findings) {
        rows.print(VerifyJson.Row.alone("", finding));
      }
    } else {
      rest = findings;
    }
  }

  private void text(Report report) throws IOException {
    boolean isShort = isOneLine && !report.isReadable();
    if ((!report.isReadable() && !isOneLine) || (quiet && report.isSound())) {
      return;
    }
    TextOut text = new TextOut(out);
    if (isShort) {
      text.text(Visible.line(report.checkpoint())).text(": ");
      text.text(style.paint(Paint.RED, "cannot be read")).text(first(report)).line().flush();
      return;
    }
    for (AlikeFindings alike :
        isOneLine ? List.<AlikeFindings>of() : AlikeFindings.of(report.findings())) {
      for (CausedFindings caused : all ? alike.all() : alike.shown()) {
        line(caused.cause().isError(), caused.cause().message(), text);
        consequences(caused, text);
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
    if (report.findings().stream().anyMatch(Finding::isConsequence)) {
      text.text(count(", ", report.lostTensors(), "tensor")).text(" cannot be read");
    }
    text.text("; checked ").text(count("", report.blocks(), "block"));
    text.text(report.blocks() > 0 ? ", " : "").text(Quantity.count(report.tensors()));
    text.text(report.tensors() == 1 ? " tensor" : " tensors");
    if (quick) {
      text.text("; not their data");
    } else if (report.blocks() + report.bytes() > 0) {
      text.text(", ").text(Quantity.bytes(report.bytes()));
    }
    text.text(part.isWhole() ? "" : "; part " + part);
    text.text(isOneLine ? first(report) : "").line();
    text.flush();
  }

  /** Prints what follows from a finding, a tensor a line; unless all are asked for, not of many. */
  private void consequences(CausedFindings caused, TextOut text) throws IOException {
    List<Finding> each = caused.consequences();
    List<Finding> shown = all ? each : AlikeFindings.few(each);
    for (Finding finding : shown) {
      text.text("  ").text(Visible.line(caused.said(finding))).line();
    }
    if (shown.size() < each.size()) {
      text.text("  ").text(Quantity.count(each.size() - shown.size())).text(" more (--all)").line();
    }
  }

  /** The worst of the findings, if there are any. */
  private static String first(Report report) {
    return report.findings().stream()
        .filter(finding -> finding.isError() || report.isSound())
        .findFirst()
        .map(finding -> "; " + Visible.line(finding.message()))
        .orElse("");
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
