package io.github.tfckpt.diff;

/**
 * Compares complex numbers: the distance of two is the absolute value of their difference. A number
 * with a NaN in either part is NaN.
 */
final class ComplexPairs {

  private static final double SMALL = 0x1p-960;

  private static final int LIFT = 600;

  private ComplexPairs() {}

  /**
   * Adds {@code count} pairs to a tally.
   *
   * @param a real and imaginary parts in turn
   * @param b likewise
   */
  static void compare(
      double[] a, double[] b, int count, long first, Tolerance tolerance, PairTally tally) {
    for (int i = 0; i < count; i++) {
      double ar = a[2 * i];
      double ai = a[2 * i + 1];
      double br = b[2 * i];
      double bi = b[2 * i + 1];
      boolean nanA = Double.isNaN(ar) || Double.isNaN(ai);
      boolean nanB = Double.isNaN(br) || Double.isNaN(bi);
      tally.infA += Double.isInfinite(ar) || Double.isInfinite(ai) ? 1 : 0;
      if (nanA || nanB) {
        tally.addNan(nanA, nanB, tolerance, first + i);
        continue;
      }
      boolean equal = ar == br && ai == bi;
      double distance = equal ? 0 : length(ar == br ? 0 : ar - br, ai == bi ? 0 : ai - bi);
      double magnitude = length(br, bi);
      boolean finite = Double.isFinite(br) && Double.isFinite(bi);
      tally.differing += equal || (finite && tolerance.covers(distance, magnitude)) ? 0 : 1;
      int power = power(distance, magnitude);
      if (power == 0 || !finite || Double.isInfinite(ar) || Double.isInfinite(ai)) {
        tally.add(distance, magnitude, 0, first + i);
      } else {
        double factor = Math.scalb(1.0, -power);
        double apart = length(ar * factor - br * factor, ai * factor - bi * factor);
        tally.add(apart, length(br * factor, bi * factor), power, first + i);
      }
      tally.addValues(ar, br);
      tally.addValues(ai, bi);
    }
  }

  /**
   * The power of 2 to divide by where a length overflows, or is rounded as subnormal numbers are.
   */
  private static int power(double distance, double magnitude) {
    if (distance + magnitude == Double.POSITIVE_INFINITY) {
      return 2;
    }
    boolean small = (distance > 0 && distance < SMALL) || (magnitude > 0 && magnitude < SMALL);
    return small && distance + magnitude < 1 ? -LIFT : 0;
  }

  /** The absolute value of a complex number; squares that a double can hold are much faster. */
  private static double length(double re, double im) {
    double square = re * re + im * im;
    return square > 1e-280 && square < 1e280 ? Math.sqrt(square) : Math.hypot(re, im);
  }
}
