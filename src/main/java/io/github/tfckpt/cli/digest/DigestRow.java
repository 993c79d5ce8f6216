package io.github.tfckpt.cli.digest;

import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.RecordPrinter;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextStyle.Paint;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * A tensor's digest, or the verdict on it.
 *
 * @param shown the name that text shows
 * @param entry the tensor, if there is one of that name
 * @param value 64 hexadecimal digits, or a verdict in lower case
 */
record DigestRow(String shown, Optional<TensorEntry> entry, String value) {

  /** What comparing a tensor with its digest gave. */
  enum Verdict {
    OK,
    FAILED,
    MISSING
  }

  static DigestRow digest(String shown, TensorEntry entry, String sha256) {
    return new DigestRow(shown, Optional.of(entry), sha256);
  }

  static DigestRow verdict(String shown, Optional<TensorEntry> entry, Verdict verdict) {
    return new DigestRow(Visible.line(shown), entry, verdict.name().toLowerCase(Locale.ROOT));
  }

  /**
   * The columns.
   *
   * @param checking true if the values are verdicts
   */
  static Columns<DigestRow> columns(TensorFields fields, boolean checking) {
    return new Columns<DigestRow>()
        .field("name", row -> row.entry.map(TensorEntry::name).orElse(row.shown))
        .field(checking ? "status" : "sha256", DigestRow::value)
        .field("full_name", row -> row.entry.flatMap(fields::fullName))
        .field("role", row -> row.entry.map(fields::role));
  }

  /** Lines as {@code sha256sum} prints and checks them. */
  static RecordPrinter<DigestRow> lines(boolean checking, TextOut out, TextStyle style) {
    return new Lines(checking, out, style);
  }

  private static final class Lines implements RecordPrinter<DigestRow> {
    /** How long a finished line waits for others, in nanoseconds. */
    private static final long PATIENCE = 100_000_000;

    private final boolean checking;
    private final TextOut out;
    private final TextStyle style;
    private long flushed = System.nanoTime();

    Lines(boolean checking, TextOut out, TextStyle style) {
      this.checking = checking;
      this.out = out;
      this.style = style;
    }

    @Override
    public void print(DigestRow row) throws IOException {
      if (checking) {
        Paint paint = row.value.equals("ok") ? Paint.GREEN : Paint.RED;
        out.text(row.shown).text(": ");
        out.text(style.paint(paint, row.value.toUpperCase(Locale.ROOT))).line();
      } else {
        out.text(row.value).text("  ").text(row.shown).line();
      }
      if (System.nanoTime() - flushed > PATIENCE) {
        out.flush();
        flushed = System.nanoTime();
      }
    }

    @Override
    public void end() throws IOException {
      out.flush();
    }
  }
}
