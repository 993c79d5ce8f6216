package io.github.tfckpt.diff;

import io.github.tfckpt.tensor.ScaledSum;

/**
 * Compares real numbers in double precision: every type but complex ones and integers of 64 bits,
 * none of which it rounds.
 */
final class RealPairs {

  /**
   * A power of 2 that lifts subnormal numbers above themselves, where a product is as exact as
   * elsewhere, and does not overflow what has a square.
   */
  private static final double LIFT = 0x1p300;

  /** Less than 1 by more than a product and a quotient are rounded. */
  private static final double BELOW = 1 - 0x1p-50;

  private RealPairs() {}

  /**
   * Adds {@code count} pairs to a tally.
   *
   * @param first the row-major index of the first pair
   */
  static void compare(
      double[] a, double[] b, int count, long first, Tolerance tolerance, PairTally tally) {
    double atol = tolerance.atol();
    double rtol = tolerance.rtol();
    double distances = 0;
    double squares = 0;
    double products = 0;
    double squaresA = 0;
    double squaresB = 0;
    double max = 0;
    double relative = tally.maxRelative;
    double below = relative * BELOW;
    int differing = 0;
    for (int i = 0; i < count; i++) {
      double x = a[i];
      double y = b[i];
      double distance = Math.abs(x - y);
      double magnitude = Math.abs(y);
      distances += distance;
      squares += distance * distance;
      products += x * y;
      squaresA += x * x;
      squaresB += y * y;
      if (distance > max) {
        max = distance;
      }
      if (distance * LIFT > below * (magnitude * LIFT)) {
        relative = Math.max(relative, distance / magnitude);
        below = relative * BELOW;
      }
      if (!(distance <= atol + rtol * magnitude)) {
        differing++;
      }
    }
    if (!(isSafe(squaresA, a, count) && isSafe(squaresB, b, count))
        || !(max == 0 || ScaledSum.isSafe(squares))) {
      compareSlowly(a, b, count, first, tolerance, tally);
      return;
    }
    tally.numbers += count;
    tally.distances.add(distances, 0);
    tally.squares.add(squares, 0);
    tally.products.add(products, 0);
    tally.squaresA.add(squaresA, 0);
    tally.squaresB.add(squaresB, 0);
    tally.differing += differing;
    tally.maxRelative = relative;
    if (max > tally.maxDistance) {
      tally.maxDistance = max;
      tally.maxAt = first + indexOf(a, b, max);
    }
  }

  /** True if a sum of squares is what it ought to be: of zeros, it is 0. */
  static boolean isSafe(double squares, double[] values, int count) {
    if (squares != 0) {
      return ScaledSum.isSafe(squares);
    }
    double greatest = 0;
    for (int i = 0; i < count; i++) {
      greatest = Math.max(greatest, Math.abs(values[i]));
    }
    return greatest == 0;
  }

  private static int indexOf(double[] a, double[] b, double distance) {
    int i = 0;
    while (Math.abs(a[i] - b[i]) != distance) {
      i++;
    }
    return i;
  }

  /**
   * The same with NaN and infinities among them, or numbers whose squares a double cannot hold, or
   * such distances.
   */
  static void compareSlowly(
      double[] a, double[] b, int count, long first, Tolerance tolerance, PairTally tally) {
    for (int i = 0; i < count; i++) {
      double x = a[i];
      double y = b[i];
      boolean nanA = Double.isNaN(x);
      boolean nanB = Double.isNaN(y);
      tally.infA += Double.isInfinite(x) ? 1 : 0;
      if (nanA || nanB) {
        tally.addNan(nanA, nanB, tolerance, first + i);
        continue;
      }
      double distance = x == y ? 0 : Math.abs(x - y);
      double magnitude = Math.abs(y);
      boolean near = magnitude < Double.POSITIVE_INFINITY && tolerance.covers(distance, magnitude);
      tally.differing += x == y || near ? 0 : 1;
      if (Double.isInfinite(distance) && Double.isFinite(x) && Double.isFinite(y)) {
        tally.add(Math.abs(x / 2 - y / 2), magnitude / 2, 1, first + i);
      } else {
        tally.add(distance, magnitude, 0, first + i);
      }
      tally.addValues(x, y);
    }
  }

  /** Adds {@code count} pairs of equal bits to a tally. */
  static void same(double[] a, int count, long first, Tolerance tolerance, PairTally tally) {
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += a[i] * a[i];
    }
    if (!isSafe(squares, a, count)) {
      compareSlowly(a, a, count, first, tolerance, tally);
      return;
    }
    tally.numbers += count;
    tally.products.add(squares, 0);
    tally.squaresA.add(squares, 0);
    tally.squaresB.add(squares, 0);
  }
}
