package io.github.tfckpt.render;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.CsvWriter.CsvWriterRecord;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.tfckpt.archive.TensorWriter;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.text.AsciiBuffer;
import io.github.tfckpt.text.NumberText;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/**
 * Rows of fields: one line for each row of the last axis, outer axes in turn without blank lines. A
 * scalar is one line of one field; a tensor without elements has no lines.
 *
 * <p>Numbers are as numpy's {@code str()} shows scalars, strings as {@link StringLine} has them, so
 * that a row stays one line. In CSV a field is quoted where it has to be.
 */
public final class RowsWriter implements TensorWriter {

  /** Bytes of the longest string that fits in a field: fields are made in memory. */
  private static final long LONGEST_FIELD = 1 << 24;

  private final char separator;

  private RowsWriter(char separator) {
    this.separator = separator;
  }

  public static RowsWriter csv() {
    return new RowsWriter(',');
  }

  public static RowsWriter tsv() {
    return new RowsWriter('\t');
  }

  @Override
  public void write(Tensor tensor, OutputStream out) throws IOException {
    tensor.elements().check();
    int rank = tensor.shape().rank();
    long row = rank == 0 ? 1 : tensor.shape().extent(rank - 1);
    BufferedOutputStream rows = new BufferedOutputStream(out, 1 << 16);
    if (!(tensor.elements() instanceof StringElements strings)) {
      numbers(new NumberText((FixedElements) tensor.elements()), tensor, row, rows);
    } else if (separator == ',') {
      quoted(strings.forward(), tensor, row, rows);
    } else {
      escaped(strings.forward(), row, rows);
    }
    rows.flush();
  }

  private void numbers(NumberText numbers, Tensor tensor, long row, OutputStream out)
      throws IOException {
    AsciiBuffer field = new AsciiBuffer();
    long count = tensor.elements().count();
    long column = 0;
    for (long i = 0; i < count; i++) {
      field.clear();
      numbers.append(i, field);
      boolean last = ++column == row;
      field.append(last ? '\n' : separator);
      field.writeTo(out);
      column = last ? 0 : column;
    }
  }

  /** Writes through the library, which knows when a field needs quotes. */
  @SuppressWarnings("resource") // The stream below stays open.
  private static void quoted(StringElements strings, Tensor tensor, long row, OutputStream out)
      throws IOException {
    OutputStreamWriter text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
    long count = strings.count();
    for (long i = 0; i < count; ) {
      CsvWriterRecord fields = csv.writeRecord();
      for (long column = 0; column < row; column++, i++) {
        fields.writeField(field(strings.at(i), tensor));
      }
      fields.endRecord();
    }
    csv.flush();
  }

  private void escaped(StringElements strings, long row, OutputStream out) throws IOException {
    long count = strings.count();
    long column = 0;
    for (long i = 0; i < count; i++) {
      StringLine.write(strings.at(i), out);
      boolean last = ++column == row;
      out.write(last ? '\n' : separator);
      column = last ? 0 : column;
    }
  }

  private static String field(ByteSource string, Tensor tensor) throws IOException {
    if (string.size() > LONGEST_FIELD) {
      throw Unsupported.at(
          string.description(),
          "\"%s\": a string of %d bytes, a field takes %d; the formats raw, tsv and lines take it",
          tensor.name(),
          string.size(),
          LONGEST_FIELD);
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream((int) string.size());
    StringLine.write(string, line);
    return line.toString(StandardCharsets.UTF_8);
  }
}
