package io.github.tfckpt.diff;

/**
 * Compares integers of which at least one side has 64 bits. Equality and the greatest distance are
 * exact; tolerances and sums go through double.
 */
final class LongKernel {

  private LongKernel() {}

  /**
   * Adds {@code count} pairs to a tally.
   *
   * @param unsignedA if {@code a} holds unsigned numbers
   * @param unsignedB if {@code b} does
   */
  static void compare(
      long[] a,
      boolean unsignedA,
      long[] b,
      boolean unsignedB,
      int count,
      long first,
      Tolerance tolerance,
      Tally tally) {
    for (int i = 0; i < count; i++) {
      long x = a[i];
      long y = b[i];
      double dx = asDouble(x, unsignedA);
      double dy = asDouble(y, unsignedB);
      // A set top bit means "negative" on one side and "beyond 2^63" on the other.
      boolean apart = unsignedA != unsignedB && (x < 0 || y < 0);
      long exact = apart ? -1 : distance(x, y, unsignedA && unsignedB);
      double distance = apart ? Math.abs(dx - dy) : asDouble(exact, true);
      double magnitude = Math.abs(dy);
      if ((apart && distance == 0) || (exact != 0 && !tolerance.covers(distance, magnitude))) {
        tally.differing++;
      }
      int before = Long.compareUnsigned(exact, tally.maxExact);
      tally.add(distance, magnitude, first + i);
      if (before > 0) {
        tally.maxExact = exact;
        tally.maxDistance = distance;
        tally.maxAt = first + i;
      }
      tally.products.add(dx * dy);
      tally.squaresA.add(dx * dx);
      tally.squaresB.add(dy * dy);
    }
  }

  private static long distance(long x, long y, boolean unsigned) {
    boolean less = unsigned ? Long.compareUnsigned(x, y) < 0 : x < y;
    return less ? y - x : x - y;
  }

  static double asDouble(long value, boolean unsigned) {
    if (!unsigned || value >= 0) {
      return value;
    }
    // The lowest bit is kept as a sticky bit, so that halving does not round twice.
    return ((value >>> 1) | (value & 1)) * 2.0;
  }
}
