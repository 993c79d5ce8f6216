package io.github.tfckpt.render;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Measured numbers as people read them, rounded to three digits: {@code 0.0123}, {@code 12.3%}. */
public final class RoundedNumber {

  private static final int DIGITS = 3;
  private static final int COSINE_PLACES = 6;
  private static final String UNITS = "kMGTPE";

  private RoundedNumber() {}

  /** A number: {@code 0.0123}, {@code 1.2e-07}, {@code 1.23e+09}, {@code inf}, {@code nan}. */
  public static String of(double value) {
    return of(value, DIGITS);
  }

  /** The same, rounded to {@code digits} digits. */
  public static String of(double value, int digits) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value < 0 ? "-inf" : "inf";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int magnitude = rounded.precision() - rounded.scale() - 1;
    if (magnitude >= -4 && magnitude < 6) {
      return rounded.toPlainString();
    }
    String all = rounded.unscaledValue().toString();
    int first = all.startsWith("-") ? 2 : 1;
    String rest = all.substring(first);
    String exponent = Integer.toString(Math.abs(magnitude));
    return all.substring(0, first)
        + (rest.isEmpty() ? "" : "." + rest)
        + (magnitude < 0 ? "e-" : "e+")
        + (exponent.length() < 2 ? "0" : "")
        + exponent;
  }

  /** A part of one in percent: {@code 12.3%}. */
  public static String percent(double part) {
    return of(100 * part) + (Double.isFinite(part) ? "%" : "");
  }

  /** A part of a whole in percent, nothing of nothing. */
  public static String share(long part, long whole) {
    return percent(whole == 0 ? 0 : (double) part / whole);
  }

  /** A cosine, six digits towards zero: what is below 1 never reads 1. */
  public static String cosine(double value) {
    return Double.isNaN(value)
        ? "-"
        : new BigDecimal(value)
            .setScale(COSINE_PLACES, RoundingMode.DOWN)
            .stripTrailingZeros()
            .toPlainString();
  }

  /** A count, exactly below 10,000, else in three digits: {@code 1728}, {@code 103M}. */
  public static String count(long count) {
    if (count < 10_000) {
      return Long.toString(count);
    }
    BigDecimal rounded = new BigDecimal(count).round(new MathContext(3, RoundingMode.DOWN));
    int unit = (rounded.precision() - rounded.scale() - 1) / 3;
    return rounded.movePointLeft(3 * unit).stripTrailingZeros().toPlainString()
        + UNITS.charAt(unit - 1);
  }
}
