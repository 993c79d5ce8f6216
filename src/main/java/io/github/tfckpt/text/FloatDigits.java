package io.github.tfckpt.text;

import java.math.BigInteger;

/**
 * The shortest decimal of a float32 that is finite, positive and not a subnormal of few bits; of
 * all with the fewest digits the nearest.
 *
 * <p>With {@code v = c * 2^q}, everything that rounds to {@code v} lies between {@code (4c - 2) *
 * 2^(q-2)} and {@code (4c + 2) * 2^(q-2)}. Scaled by a power of ten that leaves eight or nine
 * digits before the point, one of four numbers is the answer: the two multiples of ten around
 * {@code v} if one of them lies inside, else the two integers around it. One 64-bit product for
 * each of the three bounds is exact enough to decide, if a bit for what is cut off sticks to the
 * end.
 *
 * @see "Raffaello Giulietti, The Schubfach way to render doubles, sections 8 to 10"
 */
final class FloatDigits {

  private static final int FRACTION_BITS = 23;
  private static final int LEAST_POWER = -149;

  /** Scales are for 10^-k with these k. */
  private static final int LEAST_K = -45;

  private static final int GREATEST_K = 31;

  /** For each k, 10^-k with 63 bits, the last of them rounded up. */
  private static final long[] SCALES = scales();

  private FloatDigits() {}

  /**
   * The decimal, packed.
   *
   * @param value at least 2^-142
   * @return the digits in the upper 56 bits, and the power of ten that they count as a signed byte
   */
  static long of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int fraction = bits & ((1 << FRACTION_BITS) - 1);
    int biased = bits >>> FRACTION_BITS;
    boolean normal = biased > 0;
    int c = normal ? fraction | (1 << FRACTION_BITS) : fraction;
    int q = normal ? LEAST_POWER - 1 + biased : LEAST_POWER;
    // Below a power of two the neighbour is only half as far away.
    boolean even = fraction == 0 && biased > 1;
    return shortest(c, q, even);
  }

  private static long shortest(long c, int q, boolean narrow) {
    int open = (int) (c & 1);
    int k = narrow ? floorLog10ThreeQuartersPow2(q) : floorLog10Pow2(q);
    int shift = q + floorLog2Pow10(-k) + 33;
    long scale = SCALES[k - LEAST_K];
    int middle = product(scale, (4 * c) << shift);
    int low = product(scale, (4 * c - (narrow ? 1 : 2)) << shift);
    int high = product(scale, (4 * c + 2) << shift);
    int whole = middle >> 2;
    if (whole >= 100) {
      int tens = whole / 10 * 10;
      boolean down = low + open <= tens << 2;
      boolean up = ((tens + 10) << 2) + open <= high;
      if (down != up) {
        return packed(down ? tens : tens + 10, k);
      }
    }
    boolean down = low + open <= whole << 2;
    boolean up = ((whole + 1) << 2) + open <= high;
    if (down != up) {
      return packed(down ? whole : whole + 1, k);
    }
    int side = middle - 2 * (2 * whole + 1);
    return packed(side < 0 || (side == 0 && (whole & 1) == 0) ? whole : whole + 1, k);
  }

  private static long packed(int digits, int exponent) {
    return ((long) digits << 8) | (exponent & 0xff);
  }

  /** The product without its last 95 bits; the last bit that is left is set if any was cut off. */
  private static int product(long scale, long bound) {
    long high = Math.multiplyHigh(scale, bound);
    long kept = high >>> 31;
    boolean rest = (high & 0x7fff_ffffL) > 0;
    return (int) kept | (rest ? 1 : 0);
  }

  // Each product is exact for all exponents of a float32; the tests compare with BigInteger.

  private static int floorLog10Pow2(int e) {
    return (int) ((e * 661_971_961_083L) >> 41);
  }

  private static int floorLog10ThreeQuartersPow2(int e) {
    return (int) ((e * 661_971_961_083L - 274_743_187_321L) >> 41);
  }

  private static int floorLog2Pow10(int e) {
    return (int) ((e * 913_124_641_741L) >> 38);
  }

  private static long[] scales() {
    long[] scales = new long[GREATEST_K - LEAST_K + 1];
    for (int k = LEAST_K; k <= GREATEST_K; k++) {
      // 10^-k * 2^(62 - floorLog2Pow10(-k)): 63 bits.
      int shift = 62 - floorLog2Pow10(-k);
      BigInteger power = BigInteger.TEN.pow(Math.abs(k));
      BigInteger one = BigInteger.ONE;
      BigInteger scaled =
          k <= 0
              ? power.shiftLeft(Math.max(shift, 0)).shiftRight(Math.max(-shift, 0))
              : one.shiftLeft(shift).divide(power);
      scales[k - LEAST_K] = scaled.add(one).longValueExact();
    }
    return scales;
  }
}
