package io.github.tfckpt.cli.common;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.tfckpt.render.TextOut;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/** Rows of a csv or tsv file; the first holds the titles. */
public interface SeparatedRows {

  void row(String... cells) throws IOException;

  void flush() throws IOException;

  /** The writer for a format: {@link TableFormat#CSV} or {@link TableFormat#TSV}. */
  static SeparatedRows of(TableFormat format, OutputStream out) {
    return format == TableFormat.CSV ? new Csv(out) : new Tsv(out);
  }

  /** Quoted where it is needed. */
  final class Csv implements SeparatedRows {
    private final CsvWriter writer;

    private Csv(OutputStream out) {
      writer =
          CsvWriter.builder()
              .lineDelimiter(LineDelimiter.LF)
              .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    @Override
    public void row(String... cells) {
      writer.writeRecord(cells);
    }

    @Override
    public void flush() throws IOException {
      writer.flush();
    }
  }

  /** Never quoted: names with control characters are escaped before they come here. */
  final class Tsv implements SeparatedRows {
    private final TextOut out;

    private Tsv(OutputStream out) {
      this.out = new TextOut(out);
    }

    @Override
    public void row(String... cells) throws IOException {
      for (int i = 0; i < cells.length; i++) {
        if (i > 0) {
          out.ascii('\t');
        }
        out.text(cells[i]);
      }
      out.line();
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
