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

  /** Floats are added, or left to the loop of doubles where one is not finite. */
  private static void assertFloatsAlike(float[] a, float[] b) {
    String what = Arrays.toString(a) + " after " + Arrays.toString(b);
    PairTally slow = new PairTally();
    PairTally fast = new PairTally();
    RealPairs.compareSlowly(doubles(a), doubles(b), a.length, 0, Tolerance.NONE, slow);
    boolean isFinite = isFinite(a) && isFinite(b);
    assertEquals(isFinite, RealUpdates.isAdded(a, b, a.length, fast), what);
    assertSame(isFinite ? slow : new PairTally(), fast, what);
    PairTally alone = new PairTally();
    PairTally first = new PairTally();
    RealPairs.compareSlowly(doubles(a), doubles(a), a.length, 0, Tolerance.NONE, alone);
    assertEquals(isFinite(a), RealUpdates.isAdded(a, a.length, first), what);
    assertSame(isFinite(a) ? alone : new PairTally(), first, what);
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static boolean isFinite(float[] values) {
    boolean isFinite = true;
    for (float value : values) {
      isFinite &= Float.isFinite(value);
    }
    return isFinite;
  }

  @Test
  void floatsOfEveryLengthAndWithOddNumbers() {
    Random random = new Random(11);
    float[] odds = {
      0,
      -0.0f,
      Float.MIN_VALUE,
      -Float.MIN_NORMAL / 4,
      Float.MAX_VALUE,
      Float.NEGATIVE_INFINITY,
      Float.NaN
    };
    for (int length = 0; length < 10; length++) {
      float[] a = new float[length];
      for (int i = 0; i < length; i++) {
        a[i] = random.nextFloat() - 0.5f;
      }
      assertFloatsAlike(a, a);
      assertFloatsAlike(a, new float[length]);
      for (float odd : odds) {
        for (int at = 0; at < length; at++) {
          float[] changed = a.clone();
          changed[at] = odd;
          assertFloatsAlike(changed, a);
          assertFloatsAlike(a, changed);
        }
        float[] all = new float[length];
        Arrays.fill(all, odd);
        assertFloatsAlike(all, new float[length]);
      }
    }
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
