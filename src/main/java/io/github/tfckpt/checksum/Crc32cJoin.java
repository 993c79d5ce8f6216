package io.github.tfckpt.checksum;

/**
 * Joins sums of neighbouring runs into the sum of both: what lets several threads sum one run.
 *
 * <p>A CRC is a remainder of polynomials over GF(2). The sum of {@code A} followed by {@code B} is
 * {@code sum(A) * x^(8 * length(B)) + sum(B)}, modulo the polynomial; initial and final inversions
 * cancel out. Sums are reflected: the highest power stands in the lowest bit.
 */
public final class Crc32cJoin {

  /** Castagnoli's polynomial without its highest power, reflected. */
  private static final int POLYNOMIAL = 0x82f63b78;

  private static final int ONE = 0x80000000;

  private final int factor;

  /**
   * Joins runs of one length to what stands before them.
   *
   * @param length bytes of each run that will be joined
   */
  public Crc32cJoin(long length) {
    this.factor = power(length);
  }

  /** The sum of two runs, from the sum of each; the second has the length that this is for. */
  public int join(int first, int second) {
    return multiply(first, factor) ^ second;
  }

  /**
   * The sum of a run from the sums of its parts, in their order.
   *
   * @param sums at least one
   * @param part bytes of each part but the last
   * @param total bytes of the whole run
   */
  public static int all(int[] sums, long part, long total) {
    Crc32cJoin full = new Crc32cJoin(part);
    int last = sums.length - 1;
    int sum = sums[0];
    for (int i = 1; i < last; i++) {
      sum = full.join(sum, sums[i]);
    }
    return last == 0 ? sum : new Crc32cJoin(total - last * part).join(sum, sums[last]);
  }

  /** x to the power of 8 times {@code bytes}. */
  private static int power(long bytes) {
    int result = ONE;
    int square = ONE >>> 8;
    for (long rest = bytes; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        result = multiply(result, square);
      }
      square = multiply(square, square);
    }
    return result;
  }

  private static int multiply(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int bit = ONE; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= shifted;
      }
      shifted = (shifted & 1) == 0 ? shifted >>> 1 : (shifted >>> 1) ^ POLYNOMIAL;
    }
    return product;
  }
}
