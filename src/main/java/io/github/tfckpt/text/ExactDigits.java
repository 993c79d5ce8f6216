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
   * <p>A power of two is as near to its smaller neighbour as to half of its greater one. There
   * numpy, once it has more digits than tell the value apart, rounds up what it could not have
   * rounded down.
   */
  static long of(FloatType type, double value, int position) {
    boolean uneven = type.isUneven(value);
    if (!uneven && position > -LEAST && position < LEAST) {
      double scaled = value * power(-position);
      long whole = (long) scaled;
      double rest = scaled - whole;
      // Ten digits leave 19 bits behind the point, of which the product may spoil two.
      if (scaled < 1e10 && Math.abs(rest - 0.5) > 1e-4) {
        return rest > 0.5 ? whole + 1 : whole;
      }
    }
    BigDecimal scaled = new BigDecimal(value).scaleByPowerOfTen(-position);
    if (!uneven) {
      return scaled.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
    BigDecimal whole = scaled.setScale(0, RoundingMode.FLOOR);
    BigDecimal rest = scaled.subtract(whole);
    BigDecimal step = new BigDecimal(type.step(value)).scaleByPowerOfTen(-position);
    boolean low = rest.compareTo(step.divide(BigDecimal.valueOf(4))) <= 0;
    boolean high = rest.add(step.divide(BigDecimal.valueOf(2))).compareTo(BigDecimal.ONE) >= 0;
    BigDecimal rounded =
        low == high
            ? scaled.setScale(0, RoundingMode.HALF_EVEN)
            : high ? whole.add(BigDecimal.ONE) : whole;
    return rounded.longValueExact();
  }
}
