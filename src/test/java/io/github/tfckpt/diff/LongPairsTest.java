package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Distances of 64-bit integers, signed and unsigned in any mixture, against BigInteger. */
final class LongPairsTest {

  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private static BigInteger big(long value, boolean unsigned) {
    return unsigned ? new BigInteger(Long.toUnsignedString(value)) : BigInteger.valueOf(value);
  }

  @Test
  void distancesAreExact() {
    long[] edges = {
      0, 1, -1, 2, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, (1L << 53) + 1, 1L << 53
    };
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      long x = i < 81 ? edges[i / 9] : random.nextLong() >> random.nextInt(64);
      long y = i < 81 ? edges[i % 9] : random.nextLong() >> random.nextInt(64);
      for (int form = 0; form < 4; form++) {
        boolean unsignedX = form % 2 == 1;
        boolean unsignedY = form / 2 == 1;
        BigInteger expected = big(x, unsignedX).subtract(big(y, unsignedY)).abs().min(MOST);
        long found = LongPairs.distance(x, unsignedX, y, unsignedY);
        assertEquals(expected, big(found, true), x + " " + unsignedX + " " + y + " " + unsignedY);
      }
    }
  }

  /** Both distances are 2^53 as doubles; the second is the greater one. */
  @Test
  void greatestDistanceIsReportedExactly() {
    long[] a = {1L << 53, (1L << 53) + 1, 1L << 53};
    PairTally tally = new PairTally();
    LongPairs.compare(a, false, new long[3], false, 3, 10, Tolerance.NONE, tally);
    assertEquals((1L << 53) + 1, tally.maxExact);
    assertEquals(11, tally.maxAt);
    assertEquals(3, tally.differing);
  }

  /** Both distances are 2^63 as doubles, and on either side of it as they are. */
  @Test
  void greatestDistanceOfRunsIsReportedExactly() {
    PairTally tally = new PairTally();
    long[] less = {Long.MAX_VALUE};
    LongPairs.compare(less, true, new long[1], true, 1, 10, Tolerance.NONE, tally);
    PairTally next = new PairTally();
    long[] more = {Long.MIN_VALUE + 1};
    LongPairs.compare(more, true, new long[1], true, 1, 20, Tolerance.NONE, next);
    tally.join(next);
    assertEquals(Long.MIN_VALUE + 1, tally.maxExact);
    assertEquals(20, tally.maxAt);
  }

  @Test
  void neighboursBeyondDoublesDiffer() {
    long[] a = {Long.MAX_VALUE, -1};
    long[] b = {Long.MAX_VALUE - 1, -2};
    PairTally tally = new PairTally();
    LongPairs.compare(a, true, b, true, 2, 0, Tolerance.NONE, tally);
    assertEquals(2, tally.differing);
    assertEquals(1, tally.maxExact);
    assertEquals(1.0, tally.maxDistance);
  }
}
