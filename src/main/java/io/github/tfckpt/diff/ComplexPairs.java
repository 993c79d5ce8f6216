package io.github.tfckpt.diff;

/**
 * Compares complex numbers: the distance of two is the absolute value of their difference. A number
 * with a NaN in either part is NaN.
 */
final class ComplexPairs {

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
      if (nanA || nanB) {
        tally.addNan(nanA, nanB, tolerance, first + i);
        continue;
      }
      boolean equal = ar == br && ai == bi;
      double distance = equal ? 0 : length(ar == br ? 0 : ar - br, ai == bi ? 0 : ai - bi);
      double magnitude = length(br, bi);
      boolean finite = Double.isFinite(br) && Double.isFinite(bi);
      tally.differing += equal || (finite && tolerance.covers(distance, magnitude)) ? 0 : 1;
      tally.add(distance, magnitude, first + i);
      tally.products.add(ar * br + ai * bi);
      tally.squaresA.add(ar * ar + ai * ai);
      tally.squaresB.add(br * br + bi * bi);
    }
  }

  /** The absolute value of a complex number; squares that a double can hold are much faster. */
  private static double length(double re, double im) {
    double square = re * re + im * im;
    return square > 1e-280 && square < 1e280 ? Math.sqrt(square) : Math.hypot(re, im);
  }
}
