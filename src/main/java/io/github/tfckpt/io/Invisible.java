package io.github.tfckpt.io;

/** Characters that nobody sees where they stand: in names and paths they would deceive. */
public final class Invisible {

  /**
   * From, to, from, to: controls, separators of lines and paragraphs, marks that turn the direction
   * of writing, and the other characters that Unicode lets a program draw as nothing
   * (Default_Ignorable_Code_Point), such as spaces of no width and selectors of variants.
   */
  private static final int[] RANGES = {
    0x00, 0x1f, 0x7f, 0x9f, 0xad, 0xad, 0x34f, 0x34f, 0x61c, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5,
    0x180b, 0x180f, 0x200b, 0x200f, 0x2028, 0x202e, 0x2060, 0x206f, 0x3164, 0x3164, 0xfe00, 0xfe0f,
    0xfeff, 0xfeff, 0xffa0, 0xffa0, 0xfff0, 0xfffb, 0x1bca0, 0x1bca3, 0x1d173, 0x1d17a, 0xe0000,
    0xe0fff,
  };

  private Invisible() {}

  /**
   * {@return whether a character is to be escaped, since it is not seen as it is}
   *
   * @param point the code point
   */
  public static boolean is(int point) {
    for (int i = 0; i < RANGES.length && point >= RANGES[i]; i += 2) {
      if (point <= RANGES[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
