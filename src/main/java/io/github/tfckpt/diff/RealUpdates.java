package io.github.tfckpt.diff;

import io.github.tfckpt.tensor.ScaledSum;

/**
 * Compares real numbers with what they were a step before: only the norms, and how many changed, so
 * that a run is read as fast as its files are. Of every sum there are four parts: an addition waits
 * for the one before it. Types are those of {@link RealPairs}.
 */
final class RealUpdates {

  private RealUpdates() {}

  /**
   * Adds {@code count} elements to a tally.
   *
   * @param a what they are
   * @param b what they were
   * @param first the row-major index of the first
   */
  static void compare(double[] a, double[] b, int count, long first, PairTally tally) {
    double squares0 = 0;
    double squares1 = 0;
    double squares2 = 0;
    double squares3 = 0;
    double apart0 = 0;
    double apart1 = 0;
    double apart2 = 0;
    double apart3 = 0;
    int differing = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      double x0 = a[i];
      double x1 = a[i + 1];
      double x2 = a[i + 2];
      double x3 = a[i + 3];
      double distance0 = x0 - b[i];
      double distance1 = x1 - b[i + 1];
      double distance2 = x2 - b[i + 2];
      double distance3 = x3 - b[i + 3];
      squares0 += x0 * x0;
      squares1 += x1 * x1;
      squares2 += x2 * x2;
      squares3 += x3 * x3;
      apart0 += distance0 * distance0;
      apart1 += distance1 * distance1;
      apart2 += distance2 * distance2;
      apart3 += distance3 * distance3;
      differing += distance0 == 0 ? 0 : 1;
      differing += distance1 == 0 ? 0 : 1;
      differing += distance2 == 0 ? 0 : 1;
      differing += distance3 == 0 ? 0 : 1;
    }
    for (; i < count; i++) {
      double distance = a[i] - b[i];
      squares0 += a[i] * a[i];
      apart0 += distance * distance;
      differing += distance == 0 ? 0 : 1;
    }
    double squares = (squares0 + squares1) + (squares2 + squares3);
    double apart = (apart0 + apart1) + (apart2 + apart3);
    // What is not finite on either side makes a sum so.
    if (RealPairs.isSafe(squares, a, count) && (differing == 0 || ScaledSum.isSafe(apart))) {
      tally.squaresA.add(squares, 0);
      tally.squares.add(apart, 0);
      tally.differing += differing;
    } else {
      RealPairs.compareSlowly(a, b, count, first, Tolerance.NONE, tally);
    }
  }

  /** Adds {@code count} elements of which nothing is known of the step before. */
  static void first(double[] a, int count, long first, PairTally tally) {
    double squares0 = 0;
    double squares1 = 0;
    double squares2 = 0;
    double squares3 = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      squares0 += a[i] * a[i];
      squares1 += a[i + 1] * a[i + 1];
      squares2 += a[i + 2] * a[i + 2];
      squares3 += a[i + 3] * a[i + 3];
    }
    for (; i < count; i++) {
      squares0 += a[i] * a[i];
    }
    double squares = (squares0 + squares1) + (squares2 + squares3);
    if (RealPairs.isSafe(squares, a, count)) {
      tally.squaresA.add(squares, 0);
    } else {
      RealPairs.compareSlowly(a, a, count, first, Tolerance.NONE, tally);
    }
  }

  /**
   * Adds {@code count} elements that a float holds, unless one is not finite: {@link #compare}
   * takes those. No sum of squares of floats overflows or vanishes.
   *
   * @param a what they are
   * @param b what they were
   * @return true if they are added
   */
  static boolean isAdded(float[] a, float[] b, int count, PairTally tally) {
    double squares0 = 0;
    double squares1 = 0;
    double squares2 = 0;
    double squares3 = 0;
    double apart0 = 0;
    double apart1 = 0;
    double apart2 = 0;
    double apart3 = 0;
    int differing = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      double x0 = a[i];
      double x1 = a[i + 1];
      double x2 = a[i + 2];
      double x3 = a[i + 3];
      double distance0 = x0 - b[i];
      double distance1 = x1 - b[i + 1];
      double distance2 = x2 - b[i + 2];
      double distance3 = x3 - b[i + 3];
      squares0 += x0 * x0;
      squares1 += x1 * x1;
      squares2 += x2 * x2;
      squares3 += x3 * x3;
      apart0 += distance0 * distance0;
      apart1 += distance1 * distance1;
      apart2 += distance2 * distance2;
      apart3 += distance3 * distance3;
      differing += distance0 == 0 ? 0 : 1;
      differing += distance1 == 0 ? 0 : 1;
      differing += distance2 == 0 ? 0 : 1;
      differing += distance3 == 0 ? 0 : 1;
    }
    for (; i < count; i++) {
      double x = a[i];
      double distance = x - b[i];
      squares0 += x * x;
      apart0 += distance * distance;
      differing += distance == 0 ? 0 : 1;
    }
    double squares = (squares0 + squares1) + (squares2 + squares3);
    double apart = (apart0 + apart1) + (apart2 + apart3);
    if (!(squares < Double.POSITIVE_INFINITY && apart < Double.POSITIVE_INFINITY)) {
      return false;
    }
    tally.squaresA.add(squares, 0);
    tally.squares.add(apart, 0);
    tally.differing += differing;
    return true;
  }

  /** Adds floats of which nothing is known of the step before, likewise. */
  static boolean isAdded(float[] a, int count, PairTally tally) {
    double squares0 = 0;
    double squares1 = 0;
    double squares2 = 0;
    double squares3 = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      double x0 = a[i];
      double x1 = a[i + 1];
      double x2 = a[i + 2];
      double x3 = a[i + 3];
      squares0 += x0 * x0;
      squares1 += x1 * x1;
      squares2 += x2 * x2;
      squares3 += x3 * x3;
    }
    for (; i < count; i++) {
      double x = a[i];
      squares0 += x * x;
    }
    double squares = (squares0 + squares1) + (squares2 + squares3);
    if (!(squares < Double.POSITIVE_INFINITY)) {
      return false;
    }
    tally.squaresA.add(squares, 0);
    return true;
  }
}
