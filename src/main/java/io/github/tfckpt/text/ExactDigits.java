package io.github.tfckpt.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounds the exact value of a float to a multiple of a power of ten. */
final class ExactDigits {

  /** Powers of ten, as exact as a double can be, from 10^-LEAST on. */
  private static final double[] POWERS = new double[128];

  private static final int LEAST = 64;

  /** Powers of five that a long holds. */
  private static final long[] FIVES = new long[28];

  private static final int FRACTION_BITS = 52;
  private static final long FRACTION = (1L << FRACTION_BITS) - 1;

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + (i - LEAST));
    }
    FIVES[0] = 1;
    for (int i = 1; i < FIVES.length; i++) {
      FIVES[i] = 5 * FIVES[i - 1];
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
      // Ten digits leave 19 bits after the point; the product may spoil two of them.
      if (scaled < 1e10 && Math.abs(rest - 0.5) > 1e-4) {
        return rest > 0.5 ? whole + 1 : whole;
      }
    }
    if (position <= 0 && -position < FIVES.length && value >= Double.MIN_NORMAL) {
      long significand = (Double.doubleToRawLongBits(value) & FRACTION) | (FRACTION + 1);
      int zeros = Long.numberOfTrailingZeros(significand);
      long five = FIVES[-position];
      int shift = FRACTION_BITS - Math.getExponent(value) - zeros + position;
      int spare = Long.numberOfLeadingZeros(significand >> zeros) + Long.numberOfLeadingZeros(five);
      if (spare > Long.SIZE && shift > 0 && shift < Long.SIZE - 1) {
        return rounded((significand >> zeros) * five, shift);
      }
    }
    return new BigDecimal(value)
        .scaleByPowerOfTen(-position)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  /** {@code number / 2^shift}, rounded to the nearest, ties to even. */
  private static long rounded(long number, int shift) {
    long whole = number >> shift;
    int side = Long.compare(number - (whole << shift), 1L << (shift - 1));
    return side > 0 || (side == 0 && (whole & 1) == 1) ? whole + 1 : whole;
  }
}
