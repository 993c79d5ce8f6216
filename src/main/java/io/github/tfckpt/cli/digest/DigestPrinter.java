package io.github.tfckpt.cli.digest;

import io.github.tfckpt.cli.common.PartOption;
import io.github.tfckpt.cli.common.SeparatedRows;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.cli.digest.DigestCheck.Verdict;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.verify.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Prints digests, or what became of comparing them, in one of the formats of a table. Except in
 * text, a line has the fields {@code name} and {@code sha256} or {@code status}.
 */
abstract sealed class DigestPrinter {

  private static final String DIGEST = "sha256";
  private static final String STATUS = "status";

  /**
   * A printer for a format.
   *
   * @param part which part of the tensors comes
   * @param checking true if verdicts come, not digests
   * @param colour true if verdicts for people are coloured
   */
  static DigestPrinter of(
      TableFormat format,
      String checkpoint,
      Part part,
      boolean checking,
      boolean colour,
      OutputStream out)
      throws IOException {
    String field = checking ? STATUS : DIGEST;
    return switch (format) {
      case TEXT -> new Text(new TextOut(out), colour);
      case JSON -> new Json(new TextOut(out), Visible.line(checkpoint), part);
      case JSONL -> new JsonLines(new TextOut(out));
      case CSV, TSV -> new Rows(SeparatedRows.of(format, out), field);
    };
  }

  void digest(String name, String sha256) throws IOException {
    print(name, DIGEST, sha256);
  }

  void verdict(String name, Verdict verdict) throws IOException {
    print(Visible.line(name), STATUS, verdict.name().toLowerCase(Locale.ROOT));
  }

  abstract void print(String name, String field, String value) throws IOException;

  /** Prints what comes behind the last line, and hands everything over. */
  abstract void end() throws IOException;

  /** As {@code sha256sum} prints them. */
  private static final class Text extends DigestPrinter {
    /** How long a finished line waits for others, in nanoseconds. */
    private static final long PATIENCE = 100_000_000;

    private final TextOut out;
    private final boolean colour;
    private long flushed = System.nanoTime();

    Text(TextOut out, boolean colour) {
      this.out = out;
      this.colour = colour;
    }

    @Override
    void print(String name, String field, String value) throws IOException {
      if (field.equals(DIGEST)) {
        out.text(value).text("  ").text(name).line();
      } else {
        String verdict = value.toUpperCase(Locale.ROOT);
        String start = value.equals("ok") ? "\u001b[32m" : "\u001b[31m";
        out.text(name).text(": ");
        out.text(colour ? start + verdict + "\u001b[0m" : verdict).line();
      }
      if (System.nanoTime() - flushed > PATIENCE) {
        out.flush();
        flushed = System.nanoTime();
      }
    }

    @Override
    void end() throws IOException {
      out.flush();
    }
  }

  private static final class JsonLines extends DigestPrinter {
    private final TextOut out;

    JsonLines(TextOut out) {
      this.out = out;
    }

    @Override
    void print(String name, String field, String value) throws IOException {
      object(out, name, field, value);
      out.line();
    }

    static void object(TextOut out, String name, String field, String value) throws IOException {
      out.text("{\"name\":").json(name).ascii(',').json(field).ascii(':').json(value).ascii('}');
    }

    @Override
    void end() throws IOException {
      out.flush();
    }
  }

  private static final class Json extends DigestPrinter {
    private final TextOut out;
    private String separator = "\n";

    Json(TextOut out, String checkpoint, Part part) throws IOException {
      this.out = out;
      out.text("{\"schema\":\"tfckpt/digest/1\",\"checkpoint\":").json(checkpoint);
      PartOption.json(part, out);
      out.text(",\"tensors\":[");
    }

    @Override
    void print(String name, String field, String value) throws IOException {
      out.text(separator);
      JsonLines.object(out, name, field, value);
      separator = ",\n";
    }

    @Override
    void end() throws IOException {
      out.text("\n]}\n");
      out.flush();
    }
  }

  private static final class Rows extends DigestPrinter {
    private final SeparatedRows rows;

    Rows(SeparatedRows rows, String field) throws IOException {
      this.rows = rows;
      rows.row("name", field);
    }

    @Override
    void print(String name, String field, String value) throws IOException {
      rows.row(name, value);
    }

    @Override
    void end() throws IOException {
      rows.flush();
    }
  }
}
