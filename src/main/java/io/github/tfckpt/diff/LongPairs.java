package io.github.tfckpt.diff;

import io.github.tfckpt.tensor.Decoder;

/**
 * Compares integers of which at least one side has 64 bits. Equality and the greatest distance are
 * exact; tolerances and sums go through double.
 */
final class LongPairs {

  private LongPairs() {}

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
      PairTally tally) {
    for (int i = 0; i < count; i++) {
      long x = a[i];
      long y = b[i];
      double dx = Decoder.asDouble(x, unsignedA);
      double dy = Decoder.asDouble(y, unsignedB);
      double magnitude = Math.abs(dy);
      long exact = distance(x, unsignedA, y, unsignedB);
      double distance = Decoder.asDouble(exact, true);
      tally.differing += exact != 0 && !tolerance.covers(distance, magnitude) ? 1 : 0;
      boolean greatest = Long.compareUnsigned(exact, tally.maxExact) > 0;
      tally.add(distance, magnitude, 0, first + i);
      if (greatest) {
        // Doubles may say that an earlier distance was as great.
        tally.maxExact = exact;
        tally.maxDistance = distance;
        tally.maxAt = first + i;
      }
      tally.addValues(dx, dy);
    }
  }

  /** The distance of two integers, unsigned; 2^64 - 1 if it is greater than that. */
  static long distance(long x, boolean unsignedX, long y, boolean unsignedY) {
    boolean negativeX = !unsignedX && x < 0;
    boolean negativeY = !unsignedY && y < 0;
    if (negativeX != negativeY) {
      long sum = negativeX ? y - x : x - y;
      long positive = negativeX ? y : x;
      return Long.compareUnsigned(sum, positive) < 0 ? -1 : sum;
    }
    boolean less = negativeX ? x < y : Long.compareUnsigned(x, y) < 0;
    return less ? y - x : x - y;
  }
}
