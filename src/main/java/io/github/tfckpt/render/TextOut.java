package io.github.tfckpt.render;

import io.github.tfckpt.io.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text on its way into a stream, as UTF-8, through a buffer of its own. Made for long listings:
 * numbers and ASCII go into the buffer without an object in between.
 */
public final class TextOut {

  private static final int SIZE = 1 << 16;
  private static final String HEX = "0123456789abcdef";

  private final OutputStream out;
  private final byte[] buffer = new byte[SIZE];
  private int used;

  public TextOut(OutputStream out) {
    this.out = out;
  }

  /** Appends text as it is. */
  public TextOut text(CharSequence text) throws IOException {
    int length = text.length();
    if (length > SIZE - used) {
      drain();
    }
    if (length > SIZE) {
      return utf8(text.toString());
    }
    int at = used;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        used = at;
        return utf8(text.subSequence(i, length).toString());
      }
      buffer[at++] = (byte) c;
    }
    used = at;
    return this;
  }

  /** Appends bytes that are UTF-8 already. */
  public TextOut encoded(byte[] utf8) throws IOException {
    return encoded(utf8, utf8.length);
  }

  /** Appends the first {@code size} of some bytes that are UTF-8 already. */
  TextOut encoded(byte[] utf8, int size) throws IOException {
    if (size > SIZE - used) {
      drain();
    }
    if (size > SIZE) {
      out.write(utf8, 0, size);
      return this;
    }
    System.arraycopy(utf8, 0, buffer, used, size);
    used += size;
    return this;
  }

  /** Appends the name that bytes are shown as. */
  public TextOut name(Bytes name) throws IOException {
    int size = name.size();
    if (size > SIZE - used) {
      drain();
    }
    if (size > SIZE || !name.copyPlain(buffer, used)) {
      return text(name.toString());
    }
    used += size;
    return this;
  }

  /** Appends the name that bytes are shown as, as a JSON string with its quotes. */
  public TextOut json(Bytes name) throws IOException {
    int size = name.size();
    if (size + 2 > SIZE - used) {
      drain();
    }
    if (size + 2 > SIZE || !name.copyPlain(buffer, used + 1)) {
      return json(name.toString());
    }
    buffer[used] = '"';
    buffer[used + 1 + size] = '"';
    used += size + 2;
    return this;
  }

  private TextOut utf8(String text) throws IOException {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      put(b);
    }
    return this;
  }

  /** Appends one ASCII character. */
  public TextOut ascii(char c) throws IOException {
    put(c);
    return this;
  }

  /** Appends {@code count} spaces. */
  public TextOut spaces(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      put(' ');
    }
    return this;
  }

  /** Appends a number in decimal. */
  public TextOut number(long value) throws IOException {
    if (value < 0) {
      return text(Long.toString(value));
    }
    if (SIZE - used < 20) {
      drain();
    }
    int end = used + digits(value);
    used = end;
    long rest = value;
    // Division of longs is slow before the code is hot.
    for (; rest > Integer.MAX_VALUE; rest /= 10) {
      buffer[--end] = (byte) ('0' + rest % 10);
    }
    int small = (int) rest;
    do {
      int tens = small / 10;
      buffer[--end] = (byte) ('0' + small - 10 * tens);
      small = tens;
    } while (small > 0);
    return this;
  }

  /** How many decimal digits a number that is not negative has. */
  static int digits(long value) {
    int digits = 1;
    for (long ten = 10; digits < 19 && value >= ten; ten *= 10) {
      digits++;
    }
    return digits;
  }

  /** Appends 32 bits as eight hexadecimal digits. */
  public TextOut hex(int value) throws IOException {
    if (SIZE - used < 8) {
      drain();
    }
    for (int shift = 28; shift >= 0; shift -= 4) {
      buffer[used++] = (byte) HEX.charAt((value >>> shift) & 15);
    }
    return this;
  }

  /** Appends a JSON string, with its quotes. */
  public TextOut json(CharSequence text) throws IOException {
    put('"');
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        int start = i;
        while (i + 1 < length && text.charAt(i + 1) >= 0x80) {
          i++;
        }
        utf8(text.subSequence(start, i + 1).toString());
      } else if (c == '"' || c == '\\') {
        put('\\');
        put(c);
      } else if (c < 0x20) {
        text("\\u00");
        put(HEX.charAt(c >> 4));
        put(HEX.charAt(c & 15));
      } else {
        put(c);
      }
    }
    put('"');
    return this;
  }

  public TextOut line() throws IOException {
    put('\n');
    return this;
  }

  /** Hands everything over to the stream. */
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  private void put(int b) throws IOException {
    if (used == SIZE) {
      drain();
    }
    buffer[used++] = (byte) b;
  }

  private void drain() throws IOException {
    int size = used;
    // Emptied first: the same bytes must not be written again after a failure.
    used = 0;
    out.write(buffer, 0, size);
  }
}
