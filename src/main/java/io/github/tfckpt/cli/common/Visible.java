package io.github.tfckpt.cli.common;

/** Text made safe for a terminal: one line, without control characters. */
public final class Visible {

  private static final String HEX = "0123456789abcdef";

  private Visible() {}

  /** The text with control characters as {@code \xHH}; printable text is unchanged. */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = c < 0x20 || (c >= 0x7f && c < 0xa0);
      boolean turns = (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
      if (control) {
        line.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        line.append(turns || c == 0x200e || c == 0x200f || c == 0x061c ? '?' : c);
      }
    }
    return line.toString();
  }
}
