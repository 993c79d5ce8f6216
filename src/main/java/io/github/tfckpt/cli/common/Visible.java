package io.github.tfckpt.cli.common;

import io.github.tfckpt.io.Invisible;
import java.io.IOException;

/** Text made safe for a terminal: one line, without control characters. */
public final class Visible {

  private static final String HEX = "0123456789abcdef";

  private Visible() {}

  /** The text with controls as {@code \xHH}, others that nobody sees as {@code ?}. */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
                line.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
              } else {
                line.appendCodePoint(Invisible.is(c) ? '?' : c);
              }
            });
    return line.toString();
  }

  /** What went wrong, on one line. */
  public static String message(IOException failure) {
    return line(String.valueOf(failure.getMessage()));
  }
}
