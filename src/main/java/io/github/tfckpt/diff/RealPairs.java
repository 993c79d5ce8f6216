package io.github.tfckpt.diff;

/**
 * Compares real numbers in double precision: every type but complex ones and integers of 64 bits,
 * none of which it rounds.
 */
final class RealPairs {

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
      if (distance > relative * magnitude) {
        relative = distance / magnitude;
      }
      if (!(distance <= atol + rtol * magnitude)) {
        differing++;
      }
    }
    if (!(squaresA + squaresB < Double.POSITIVE_INFINITY)) {
      compareSlowly(a, b, count, first, tolerance, tally);
      return;
    }
    tally.numbers += count;
    tally.distances.add(distances);
    tally.squares.add(squares);
    tally.products.add(products);
    tally.squaresA.add(squaresA);
    tally.squaresB.add(squaresB);
    tally.differing += differing;
    tally.maxRelative = relative;
    if (max > tally.maxDistance) {
      tally.maxDistance = max;
      tally.maxAt = first + indexOf(a, b, max);
    }
  }

  private static int indexOf(double[] a, double[] b, double distance) {
    int i = 0;
    while (Math.abs(a[i] - b[i]) != distance) {
      i++;
    }
    return i;
  }

  /** The same with NaN and infinities among them. */
  private static void compareSlowly(
      double[] a, double[] b, int count, long first, Tolerance tolerance, PairTally tally) {
    for (int i = 0; i < count; i++) {
      double x = a[i];
      double y = b[i];
      boolean nanA = Double.isNaN(x);
      boolean nanB = Double.isNaN(y);
      if (nanA || nanB) {
        tally.addNan(nanA, nanB, tolerance, first + i);
        continue;
      }
      double distance = x == y ? 0 : Math.abs(x - y);
      double magnitude = Math.abs(y);
      boolean near = magnitude < Double.POSITIVE_INFINITY && tolerance.covers(distance, magnitude);
      tally.differing += x == y || near ? 0 : 1;
      tally.add(distance, magnitude, first + i);
      tally.products.add(x * y);
      tally.squaresA.add(x * x);
      tally.squaresB.add(y * y);
    }
  }

  /** Adds {@code count} pairs of equal bits to a tally. */
  static void same(double[] a, int count, long first, Tolerance tolerance, PairTally tally) {
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += a[i] * a[i];
    }
    if (!(squares < Double.POSITIVE_INFINITY)) {
      compareSlowly(a, a, count, first, tolerance, tally);
      return;
    }
    tally.numbers += count;
    tally.products.add(squares);
    tally.squaresA.add(squares);
    tally.squaresB.add(squares);
  }
}
