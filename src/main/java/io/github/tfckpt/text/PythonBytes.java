package io.github.tfckpt.text;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.source.ArraySource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A byte string as Python's {@code repr()} shows it: printable ASCII as it is, {@code \t}, {@code
 * \n}, {@code \r}, {@code \\}, all else {@code \xHH}. Quotes are single, unless the string has
 * single quotes and no double ones.
 *
 * <p>Strings of any size are read in pieces; nothing is kept.
 */
public final class PythonBytes {

  /** The empty string. */
  public static final PythonBytes EMPTY =
      new PythonBytes(new ArraySource("", new byte[0], 0), 0, 0, false);

  private static final String HEX = "0123456789abcdef";

  private final ByteSource string;
  private final long inner;
  private final long singles;
  private final boolean twofold;

  private PythonBytes(ByteSource string, long inner, long singles, boolean twofold) {
    this.string = string;
    this.inner = inner;
    this.singles = singles;
    this.twofold = twofold;
  }

  /** Reads a string once, to see how wide it will be. */
  public static PythonBytes of(ByteSource string) throws IOException {
    long[] seen = new long[3];
    Pieces.forEach(
        string,
        piece -> {
          while (piece.hasRemaining()) {
            byte b = piece.get();
            seen[0] += width(b);
            if (b == '\'') {
              seen[1]++;
            } else if (b == '"') {
              seen[2]++;
            }
          }
        });
    return new PythonBytes(string, seen[0], seen[1], seen[2] > 0);
  }

  private int quote() {
    return singles > 0 && !twofold ? '"' : '\'';
  }

  /** How many characters {@link #writeTo} makes. */
  public long width() {
    return inner + "b''".length() + (quote() == '\'' ? singles : 0);
  }

  /** Writes {@code b'...'}. */
  public void writeTo(OutputStream out) throws IOException {
    out.write('b');
    out.write(quote());
    Pieces.forEach(string, piece -> write(piece, quote(), out));
    out.write(quote());
  }

  private static void write(ByteBuffer piece, int quote, OutputStream out) throws IOException {
    while (piece.hasRemaining()) {
      byte b = piece.get();
      switch (b == quote ? 2 : width(b)) {
        case 1 -> out.write(b);
        case 2 -> {
          out.write('\\');
          out.write(b == '\t' ? 't' : b == '\n' ? 'n' : b == '\r' ? 'r' : b);
        }
        default -> {
          out.write('\\');
          out.write('x');
          out.write(HEX.charAt((b >> 4) & 15));
          out.write(HEX.charAt(b & 15));
        }
      }
    }
  }

  private static int width(byte b) {
    return switch (b) {
      case '\t', '\n', '\r', '\\' -> 2;
      default -> b >= ' ' && b != 0x7f ? 1 : 4;
    };
  }
}
