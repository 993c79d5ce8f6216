package io.github.tfckpt.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as printable text, without loss.
 *
 * <p>Printable UTF-8 stays as it is. {@linkplain Invisible Characters that nobody sees}, such as
 * controls, spaces of no width and marks that turn the direction of writing, and bytes that are no
 * UTF-8 become {@code \xHH}, one for each byte. A backslash is escaped, as {@code \x5c}, only where
 * {@code xHH} follows it: all other names with a backslash look as they are.
 */
final class Escapes {

  private static final String HEX = "0123456789abcdef";

  private Escapes() {}

  /**
   * {@return text for {@code bytes}, which {@link #unescape} turns back}
   *
   * @param bytes UTF-8, or anything else
   */
  static String escape(byte[] bytes) {
    if (isPlainAscii(bytes)) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    StringBuilder text = new StringBuilder(bytes.length + 16);
    int at = 0;
    while (at < bytes.length) {
      int length = sequenceLength(bytes, at);
      if (length > 0 && isPrintable(bytes, at, length)) {
        text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
        at += length;
      } else {
        for (int end = at + Math.max(length, 1); at < end; at++) {
          int b = bytes[at] & 0xff;
          text.append("\\x").append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
        }
      }
    }
    return text.toString();
  }

  /**
   * {@return the beginning only, for messages: at most 60 bytes, escaped, then {@code ...}}
   *
   * @param bytes UTF-8, or anything else
   */
  static String brief(byte[] bytes) {
    int most = 60;
    return bytes.length <= most
        ? escape(bytes)
        : escape(java.util.Arrays.copyOf(bytes, most)) + "...";
  }

  /**
   * {@return the bytes that {@link #escape} would show as {@code text}; other text gives its UTF-8}
   *
   * @param text as a person may give a name, escaped or not
   */
  static Bytes unescape(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length);
    for (int i = 0; i < utf8.length; i++) {
      if (isEscape(utf8, i)) {
        out.write((Character.digit(utf8[i + 2], 16) << 4) | Character.digit(utf8[i + 3], 16));
        i += 3;
      } else {
        out.write(utf8[i]);
      }
    }
    return Bytes.copyOf(out.toByteArray());
  }

  private static boolean isPlainAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0x20 || b == 0x7f || b == '\\') {
        return false;
      }
    }
    return true;
  }

  private static boolean isEscape(byte[] bytes, int at) {
    return at + 3 < bytes.length
        && bytes[at] == '\\'
        && bytes[at + 1] == 'x'
        && HEX.indexOf(bytes[at + 2]) >= 0
        && HEX.indexOf(bytes[at + 3]) >= 0;
  }

  /** How many bytes the well-formed UTF-8 sequence at {@code at} has, or 0 if there is none. */
  private static int sequenceLength(byte[] bytes, int at) {
    int lead = bytes[at] & 0xff;
    int length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (lead > 0xf4 || length == 0 || length > bytes.length - at) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int second = length > 1 ? bytes[at + 1] & 0xff : 0;
    boolean overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    boolean surrogate = lead == 0xed && second > 0x9f;
    boolean beyond = lead == 0xf4 && second > 0x8f;
    return overlong || surrogate || beyond ? 0 : length;
  }

  private static boolean isPrintable(byte[] bytes, int at, int length) {
    int b = bytes[at];
    if (length == 1) {
      return b >= 0x20 && b != 0x7f && !isEscape(bytes, at);
    }
    return !Invisible.is(new String(bytes, at, length, StandardCharsets.UTF_8).codePointAt(0));
  }
}
