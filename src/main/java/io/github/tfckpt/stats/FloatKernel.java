package io.github.tfckpt.stats;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Statistics of float32, by far the most frequent type: zeros and new extremes are counted on the
 * bits, in a loop without branches, and only pieces with a new extreme are looked at again. What is
 * not finite always is a new extreme. For one thread and one run of elements at a time.
 *
 * <pre>
 *   magnitude   the bits without the sign: rises with the absolute value; 0 is 0;
 *               7f800000 is infinite, above it is NaN
 * </pre>
 */
final class FloatKernel {

  private static final int MAGNITUDE = 0x7fffffff;
  private static final int INFINITE = 0x7f800000;
  private static final int NONE = -1;

  private final float[] values = new float[Tally.PIECE];
  private final int[] bits = new int[Tally.PIECE];
  private final FloatBuffer floats;
  private final IntBuffer ints;

  /** Greatest magnitude of what has no sign, and of what has one. */
  private int positive;

  private int negative;

  /** Least magnitude, as long as all signs are the same and nothing is 0: an extreme then. */
  private int nearest;

  private long zeros;

  /** A kernel that reads elements from a buffer. */
  FloatKernel(ByteBuffer chunk) {
    this.floats = chunk.asFloatBuffer();
    this.ints = chunk.asIntBuffer();
  }

  /** Begins a run. */
  void begin() {
    positive = NONE;
    negative = NONE;
    nearest = MAGNITUDE;
    zeros = 0;
  }

  /** Takes {@code n} elements, the first of them at {@code at} in the buffer. */
  void add(int at, int n, long first, Tally tally) {
    floats.get(at, values, 0, n);
    ints.get(at, bits, 0, n);
    tally.addCount(n);
    long found = scan(bits, n, positive, negative);
    int zerosHere = n - (int) (found >>> 32);
    if (zerosHere > 0) {
      zeros += zerosHere;
      tally.addZeros(zerosHere, first + firstZero());
    }
    int finite = n;
    if ((int) found > 0) {
      if (widen(n) >= INFINITE) {
        finite = setAside(n, first, tally);
      }
    }
    if (zeros == 0 && (positive < 0 || negative < 0)) {
      nearest = nearest(bits, finite, nearest);
    }
    tally.real.add(values, finite);
  }

  /** Ends a run and reports its extremes. */
  void end(Tally tally) {
    if (positive >= 0) {
      tally.finite.add(Float.intBitsToFloat(positive), 0);
    }
    if (negative >= 0) {
      tally.finite.add(-Float.intBitsToFloat(negative), 0);
    }
    if (zeros > 0) {
      tally.finite.add(0, 0);
    } else if (positive >= 0 && negative < 0) {
      tally.finite.add(Float.intBitsToFloat(nearest), 0);
    } else if (negative >= 0 && positive < 0) {
      tally.finite.add(-Float.intBitsToFloat(nearest), 0);
    }
  }

  /**
   * Counts what is not 0 (upper half of the result), and magnitudes beyond those known of their
   * sign (lower half).
   */
  private static long scan(int[] bits, int n, int positive, int negative) {
    int filled = 0;
    int beyond = 0;
    for (int i = 0; i < n; i++) {
      int magnitude = bits[i] & MAGNITUDE;
      int sign = bits[i] >> 31;
      filled += -magnitude >>> 31;
      beyond += (((sign & negative) | (~sign & positive)) - magnitude) >>> 31;
    }
    return ((long) filled << 32) | beyond;
  }

  /**
   * Widens the known magnitudes by those of this piece that are finite; the result is the greatest
   * of all.
   */
  private int widen(int n) {
    int greatest = 0;
    for (int i = 0; i < n; i++) {
      int magnitude = bits[i] & MAGNITUDE;
      greatest = Math.max(greatest, magnitude);
      if (magnitude < INFINITE) {
        if (bits[i] < 0) {
          negative = Math.max(negative, magnitude);
        } else {
          positive = Math.max(positive, magnitude);
        }
      }
    }
    return greatest;
  }

  /** The least magnitude of a piece, or what is known if that is less. */
  private static int nearest(int[] bits, int n, int known) {
    int below = 0;
    for (int i = 0; i < n; i++) {
      below += ((bits[i] & MAGNITUDE) - known) >>> 31;
    }
    int nearest = known;
    for (int i = 0; below > 0 && i < n; i++) {
      nearest = Math.min(nearest, bits[i] & MAGNITUDE);
    }
    return nearest;
  }

  private int firstZero() {
    int i = 0;
    while ((bits[i] & MAGNITUDE) != 0) {
      i++;
    }
    return i;
  }

  /** Counts what is not finite and moves the rest together; the result is how much that is. */
  private int setAside(int n, long first, Tally tally) {
    int finite = 0;
    for (int i = 0; i < n; i++) {
      if ((bits[i] & MAGNITUDE) >= INFINITE) {
        tally.addOdd(values[i], first + i);
      } else {
        bits[finite] = bits[i];
        values[finite++] = values[i];
      }
    }
    return finite;
  }
}
