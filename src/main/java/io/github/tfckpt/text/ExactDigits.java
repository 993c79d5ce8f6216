package io.github.tfckpt.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Multiples of a power of ten that are nearest to the exact value of a float. */
final class ExactDigits {

  /** Powers of ten, as exact as a double can be, from 10^-LEAST on. */
  private static final double[] POWERS = new double[128];

  private static final int LEAST = 64;

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + (i - LEAST));
    }
  }

  private ExactDigits() {}

  /** 10 to the power of -64 to 63. */
  static double power(int exponent) {
    return POWERS[LEAST + exponent];
  }

  /**
   * How many times {@code 10^position} a value is: rounded to the nearest, ties to even; at most 18
   * digits.
   *
   * @param value not negative
   */
  static long of(double value, int position) {
    if (position > -LEAST && position < LEAST) {
      double scaled = value * power(-position);
      long whole = (long) scaled;
      double rest = scaled - whole;
      // Ten digits leave 19 bits behind the point, of which the product may spoil two.
      if (scaled < 1e10 && Math.abs(rest - 0.5) > 1e-4) {
        return rest > 0.5 ? whole + 1 : whole;
      }
    }
    return new BigDecimal(value)
        .scaleByPowerOfTen(-position)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
