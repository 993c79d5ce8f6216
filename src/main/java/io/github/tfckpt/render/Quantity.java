package io.github.tfckpt.render;

/** Numbers as people read them: {@code 4.2 MiB}, {@code 1,234}. */
public final class Quantity {

  private static final String UNITS = "KMGTPE";

  private Quantity() {}

  /**
   * A number of bytes: below 1024 exactly ({@code 512 B}), else in the largest binary unit that
   * gives at least 1, with one digit after the point, rounded half up.
   *
   * @param count not negative
   */
  public static String bytes(long count) {
    if (count < 1024) {
      return count + " B";
    }
    int unit = (63 - Long.numberOfLeadingZeros(count)) / 10;
    long tenths = tenths(count, unit);
    if (tenths >= 10240 && unit < UNITS.length()) {
      unit++;
      tenths = tenths(count, unit);
    }
    return tenths / 10 + "." + tenths % 10 + " " + UNITS.charAt(unit - 1) + "iB";
  }

  private static long tenths(long count, int unit) {
    int shift = 10 * unit;
    long whole = count >>> shift;
    // Of the rest 20 bits are enough, and ten times as much still fits.
    long rest = shift <= 20 ? count & ((1L << shift) - 1) : (count >>> (shift - 20)) & 0xfffff;
    int bits = Math.min(shift, 20);
    return whole * 10 + ((rest * 10 + (1L << (bits - 1))) >>> bits);
  }

  /** A count, its digits in groups of three: {@code 1,234}. */
  public static String count(long count) {
    String digits = Long.toString(count);
    int sign = count < 0 ? 1 : 0;
    StringBuilder text = new StringBuilder(digits.length() + 8).append(digits);
    for (int at = digits.length() - 3; at > sign; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }
}
