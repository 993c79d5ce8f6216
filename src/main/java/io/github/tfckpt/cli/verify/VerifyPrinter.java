package io.github.tfckpt.cli.verify;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.verify.Part;
import io.github.tfckpt.verify.Report;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Prints reports: in text a line for each finding and one that sums up; in JSON one document, in
 * which several reports are a list; or a JSON object a line.
 */
final class VerifyPrinter {

  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";

  /** Yellow is hard to read on white. */
  private static final String MAGENTA = "\u001b[35m";

  private static final String PLAIN = "\u001b[0m";

  private final TextOut out;
  private final VerifyCommand.Format format;
  private final boolean several;
  private final boolean quick;
  private final Part part;
  private final boolean quiet;
  private final boolean colour;
  private boolean sound = true;
  private long printed;

  /**
   * A printer of reports.
   *
   * @param several true if there is more than one
   * @param quick true if no data was read
   * @param quiet true if in text nothing is said of what is sound
   * @param colour true if verdicts for people are coloured
   */
  VerifyPrinter(
      OutputStream out,
      VerifyCommand.Format format,
      boolean several,
      boolean quick,
      Part part,
      boolean quiet,
      boolean colour) {
    this.out = new TextOut(out);
    this.format = format;
    this.several = several;
    this.quick = quick;
    this.part = part;
    this.quiet = quiet;
    this.colour = colour;
  }

  void print(Report report) throws IOException {
    sound &= report.isSound();
    switch (format) {
      case TEXT -> text(report);
      case JSONL -> {
        object(report, "");
        out.line();
      }
      case JSON -> {
        if (several) {
          out.text(printed == 0 ? "{\"schema\":\"tfckpt/verify/1\",\"checkpoints\":[\n" : ",\n");
        }
        object(report, "\n");
      }
    }
    printed++;
  }

  /** Prints what comes behind the last report, and hands everything over. */
  void end() throws IOException {
    if (format == VerifyCommand.Format.JSON) {
      if (several) {
        out.text("\n],\"sound\":").text(Boolean.toString(sound)).ascii('}');
      }
      out.line();
    }
    out.flush();
  }

  private void text(Report report) throws IOException {
    if (!report.isReadable() || (quiet && report.isSound())) {
      return;
    }
    for (Finding finding : report.findings()) {
      verdict(finding.isError() ? "error" : "warning", finding.isError() ? RED : MAGENTA);
      out.text(": ");
      out.text(Visible.line(finding.message())).line();
    }
    out.text(Visible.line(report.checkpoint())).text(": ");
    verdict(report.isSound() ? "sound" : "damaged", report.isSound() ? GREEN : RED);
    count(report.errors(), ", ", report.errors() == 1 ? " error" : " errors");
    count(report.warnings(), ", ", report.warnings() == 1 ? " warning" : " warnings");
    out.text("; checked ");
    count(report.blocks(), "", report.blocks() == 1 ? " block, " : " blocks, ");
    out.text(Quantity.count(report.tensors())).text(report.tensors() == 1 ? " tensor" : " tensors");
    if (quick) {
      out.text("; not their data");
    } else if (report.blocks() + report.bytes() > 0) {
      out.text(", ").text(Quantity.bytes(report.bytes()));
    }
    if (!part.isWhole()) {
      out.text("; part ").text(part.toString());
    }
    out.line();
    out.flush();
  }

  private void verdict(String word, String paint) throws IOException {
    out.text(colour ? paint : "").text(word).text(colour ? PLAIN : "");
  }

  private void count(long count, String before, String what) throws IOException {
    if (count > 0) {
      out.text(before).text(Quantity.count(count)).text(what);
    }
  }

  /** One report; {@code separator} stands before each finding, and behind the last. */
  private void object(Report report, String separator) throws IOException {
    out.text("{\"schema\":\"tfckpt/verify/1\",\"checkpoint\":").json(report.checkpoint());
    out.text(",\"sound\":").text(Boolean.toString(report.isSound())).text(",\"findings\":[");
    String before = separator;
    for (Finding finding : report.findings()) {
      out.text(before).text("{\"severity\":").json(finding.isError() ? "error" : "warning");
      out.text(",\"where\":").json(finding.where()).text(",\"what\":").json(finding.what());
      if (finding.tensor().isPresent()) {
        out.text(",\"tensor\":").json(finding.tensor().get());
      }
      out.ascii('}');
      before = "," + separator;
    }
    out.text(report.findings().isEmpty() ? "" : separator).text("],\"checked\":{\"blocks\":");
    out.number(report.blocks()).text(",\"tensors\":").number(report.tensors());
    out.text(",\"bytes\":").number(report.bytes());
    out.text(",\"data\":").text(Boolean.toString(!quick)).text(",\"part\":").json(part.toString());
    out.text("}}");
  }
}
