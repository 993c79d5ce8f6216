package io.github.tfckpt.checksum;

import java.util.Arrays;
import java.util.Optional;

/**
 * The one bit whose change explains why a CRC-32C is not what it was.
 *
 * <p>A sum is linear: turning the bit that stands {@code k} bits before the end of a run changes it
 * by {@code x^(k + 32)} modulo the polynomial, whatever the run holds. So the difference of the two
 * sums is a power of x, or no single bit was turned. Which power it is, a table of small powers and
 * great steps tells, without a look at the run. Powers repeat after 2^31 - 1: in a run of more than
 * 256 MiB several bits have the same effect.
 *
 * @param offset of the byte, from the start of the run
 * @param bit in the byte, 0 is the lowest
 * @param places how many bits of the run would explain it; this is the last of them
 */
public record FlippedBit(long offset, int bit, long places) {

  private static final int POLYNOMIAL = 0x82f63b78;
  private static final int ONE = 0x80000000;

  /** After so many powers of x the first comes again. */
  private static final long ORDER = (1L << 31) - 1;

  private static final int SMALL = 1 << 16;

  /** The inverse of 8 modulo the order: runs of so many bytes are one power of x. */
  private static final long BYTES_PER_POWER = 1L << 28;

  private static final Crc32cJoin BACK_32 = times(ORDER - 32);
  private static final Crc32cJoin BACK_SMALL = times(ORDER - SMALL);

  /** The powers below {@link #SMALL}, each with its exponent, sorted by the unsigned power. */
  private static final class Powers {
    static final long[] SORTED = sorted();

    private static long[] sorted() {
      long[] powers = new long[SMALL];
      int power = ONE;
      for (int i = 0; i < SMALL; i++) {
        powers[i] = Integer.toUnsignedLong(power) << 31 | i;
        power = (power & 1) == 0 ? power >>> 1 : (power >>> 1) ^ POLYNOMIAL;
      }
      Arrays.sort(powers);
      return powers;
    }

    /** The exponent of a small power, or -1. */
    static long exponent(int power) {
      long wanted = Integer.toUnsignedLong(power) << 31;
      int at = Arrays.binarySearch(SORTED, wanted);
      int next = at < 0 ? -at - 1 : at;
      boolean found = next < SMALL && SORTED[next] >>> 31 == wanted >>> 31;
      return found ? SORTED[next] & (SMALL - 1) : -1;
    }
  }

  /**
   * Finds the bit.
   *
   * @param found plain sum of the run as it is
   * @param stored plain sum of the run as it was
   * @param size bytes of the run
   */
  public static Optional<FlippedBit> find(int found, int stored, long size) {
    long bits = size > Long.MAX_VALUE / 8 ? Long.MAX_VALUE : 8 * size;
    int difference = found ^ stored;
    if (difference == 0) {
      return Optional.empty();
    }
    int power = BACK_32.join(difference, 0);
    for (long below = 0; below < Math.min(bits, ORDER); below += SMALL) {
      long exponent = Powers.exponent(power);
      if (exponent >= 0) {
        long fromEnd = below + exponent;
        return fromEnd < bits ? Optional.of(at(fromEnd, bits)) : Optional.empty();
      }
      power = BACK_SMALL.join(power, 0);
    }
    return Optional.empty();
  }

  private static FlippedBit at(long fromEnd, long bits) {
    long index = bits - 1 - fromEnd;
    return new FlippedBit(index / 8, (int) (index % 8), (bits - 1 - fromEnd) / ORDER + 1);
  }

  /** Joining such a run is multiplying by this power of x. */
  private static Crc32cJoin times(long power) {
    return new Crc32cJoin(power * BYTES_PER_POWER % ORDER);
  }
}
