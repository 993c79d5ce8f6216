package io.github.tfckpt.render;

/** How many columns of a terminal a text takes: ideographs two, combining marks none. */
final class DisplayWidth {

  /** First and last code points of the ranges that terminals show two columns wide. */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x2614, 0x2615, 0x2648, 0x2653,
    0x26f2, 0x26f5, 0x2705, 0x2705, 0x2728, 0x2728, 0x274c, 0x274c, 0x2753, 0x2755, 0x2b1b, 0x2b1c,
    0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3,
    0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18aff, 0x1b000,
    0x1b2ff, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200,
    0x1f64f, 0x1f680, 0x1f6ff, 0x1f7e0, 0x1f7eb, 0x1f900, 0x1faff, 0x20000, 0x3fffd
  };

  private DisplayWidth() {}

  /** The columns that a text takes. */
  static int of(CharSequence text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) >= 0x80) {
        return i + ofPoints(text, i);
      }
    }
    return length;
  }

  /** A text in that many columns, with its middle left out. */
  static String shorten(CharSequence text, int limit) {
    int room = Math.max(0, limit - 1);
    int[] points = text.codePoints().toArray();
    int head = 0;
    int width = 0;
    while (head < points.length && width + ofPoint(points[head]) <= (room + 1) / 2) {
      width += ofPoint(points[head++]);
    }
    int tail = points.length;
    while (tail > head && width + ofPoint(points[tail - 1]) <= room) {
      width += ofPoint(points[--tail]);
    }
    return new String(points, 0, head) + "\u2026" + new String(points, tail, points.length - tail);
  }

  private static int ofPoints(CharSequence text, int start) {
    int width = 0;
    int i = start;
    while (i < text.length()) {
      int point = Character.codePointAt(text, i);
      width += ofPoint(point);
      i += Character.charCount(point);
    }
    return width;
  }

  private static int ofPoint(int point) {
    if (point < 0x300) {
      return 1;
    }
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int i = 0; i < WIDE.length; i += 2) {
      if (point >= WIDE[i] && point <= WIDE[i + 1]) {
        return 2;
      }
    }
    return 1;
  }
}
