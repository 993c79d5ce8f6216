package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the fast loop finds is what the one that takes every pair by itself finds. */
final class RealUpdatesTest {

  private static final double[] ODD = {
    0, -0.0, 1e-200, -3e-320, 1e200, 5, Double.POSITIVE_INFINITY, Double.NaN
  };

  private static void assertSame(PairTally expected, PairTally actual, String what) {
    assertEquals(expected.differing, actual.differing, what);
    assertEquals(expected.nanA, actual.nanA, what);
    assertEquals(expected.infA, actual.infA, what);
    if (expected.nanA + expected.nanB + expected.infA == 0) {
      assertNear(expected.squaresA.root(1), actual.squaresA.root(1), what);
      assertNear(expected.squares.root(1), actual.squares.root(1), what);
    }
  }

  private static void assertNear(double expected, double actual, String what) {
    assertEquals(expected, actual, 1e-14 * Math.abs(expected), what);
  }

  private static void assertAlike(double[] a, double[] b) {
    String what = Arrays.toString(a) + " after " + Arrays.toString(b);
    PairTally slow = new PairTally();
    PairTally fast = new PairTally();
    RealPairs.compareSlowly(a, b, a.length, 0, Tolerance.NONE, slow);
    RealUpdates.compare(a, b, a.length, 0, fast);
    assertSame(slow, fast, what);
    PairTally alone = new PairTally();
    PairTally first = new PairTally();
    RealPairs.compareSlowly(a, a, a.length, 0, Tolerance.NONE, alone);
    RealUpdates.first(a, a.length, 0, first);
    assertSame(alone, first, what);
  }

  @Test
  void ofEveryLengthAndWithOddNumbers() {
    Random random = new Random(7);
    for (int length = 0; length < 12; length++) {
      double[] a = random.doubles(length, -1, 1).toArray();
      double[] b = a.clone();
      assertAlike(a, b);
      for (int i = 0; i < length; i += 2) {
        b[i] += 1;
      }
      assertAlike(a, b);
      for (double odd : ODD) {
        for (int at = 0; at < length; at++) {
          double[] changed = a.clone();
          changed[at] = odd;
          assertAlike(changed, a);
          assertAlike(a, changed);
          assertAlike(changed, changed);
        }
      }
    }
  }

  @Test
  void numbersWhoseSquaresVanish() {
    double[] tiny = {1e-200, 2e-200, 0, 3e-310, 4e-200};
    assertAlike(tiny, new double[5]);
    assertAlike(new double[5], tiny);
    assertAlike(new double[5], new double[5]);
  }
}
