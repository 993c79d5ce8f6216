package io.github.tfckpt.report;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * JSON in UTF-8 for a script element, which would end at {@code </script}: each {@code <}, which in
 * JSON stands only in texts, is written as an escape.
 */
final class ScriptSafeStream extends FilterOutputStream {

  private static final byte[] ESCAPE = "\\u003c".getBytes(StandardCharsets.US_ASCII);

  private long count;

  ScriptSafeStream(OutputStream out) {
    super(out);
  }

  /** How many bytes were written. */
  long count() {
    return count;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int start, int length) throws IOException {
    count += length;
    int from = start;
    for (int i = start; i < start + length; i++) {
      if (bytes[i] == '<') {
        out.write(bytes, from, i - from);
        out.write(ESCAPE);
        count += ESCAPE.length;
        from = i + 1;
      }
    }
    out.write(bytes, from, start + length - from);
  }
}
