package io.github.tfckpt.render;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.Pieces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A string on one line, without loss, the same in csv, tsv and lines: UTF-8 as it is, but a tab is
 * {@code \t}, a newline {@code \n}, a carriage return {@code \r}, a backslash {@code \\}; other
 * control characters and bytes that are no UTF-8 are {@code \xHH}.
 *
 * <p>Strings of any size pass in pieces.
 */
final class StringLine {

  private static final String ESCAPED = "\t\n\r\\";
  private static final String LETTERS = "tnr\\";

  /** The longest beginning of a character of UTF-8 that a piece may end with. */
  private static final int MOST_CUT = 3;

  private StringLine() {}

  /** Writes a string, without a line end after it. */
  static void write(ByteSource string, OutputStream out) throws IOException {
    byte[] rest = new byte[MOST_CUT];
    int[] kept = {0};
    Pieces.forEach(
        string,
        piece -> {
          byte[] bytes = new byte[kept[0] + piece.remaining()];
          System.arraycopy(rest, 0, bytes, 0, kept[0]);
          piece.get(bytes, kept[0], piece.remaining());
          kept[0] = cut(bytes);
          int end = bytes.length - kept[0];
          System.arraycopy(bytes, end, rest, 0, kept[0]);
          write(bytes, end, out);
        });
    write(rest, kept[0], out);
  }

  /** How many bytes at the end may be the beginning of a character. */
  private static int cut(byte[] bytes) {
    for (int back = 1; back <= Math.min(MOST_CUT, bytes.length); back++) {
      int b = bytes[bytes.length - back] & 0xff;
      if (b >= 0xc0) {
        int length = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
        return length > back ? back : 0;
      }
    }
    return 0;
  }

  private static void write(byte[] bytes, int end, OutputStream out) throws IOException {
    int plain = 0;
    for (int at = 0; at < end; at++) {
      int letter = ESCAPED.indexOf(bytes[at]);
      if (letter >= 0) {
        plain(bytes, plain, at, out);
        out.write('\\');
        out.write(LETTERS.charAt(letter));
        plain = at + 1;
      }
    }
    plain(bytes, plain, end, out);
  }

  private static void plain(byte[] bytes, int from, int to, OutputStream out) throws IOException {
    out.write(Bytes.of(bytes, from, to - from).toString().getBytes(StandardCharsets.UTF_8));
  }
}
