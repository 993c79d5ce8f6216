package io.github.tfckpt.stats;

import io.github.tfckpt.tensor.Decoder;

/** Statistics of real numbers in double precision: every type that has no kernel of its own. */
final class RealKernel {

  private RealKernel() {}

  /**
   * Takes the first {@code n} numbers of an array, and may change them.
   *
   * @param first the row-major index of the first
   */
  static void add(double[] values, int n, long first, Tally tally) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    int zeros = 0;
    int nan = 0;
    for (int i = 0; i < n; i++) {
      double value = values[i];
      if (value < least) {
        least = value;
      }
      if (value > greatest) {
        greatest = value;
      }
      if (value == 0) {
        zeros++;
      }
      if (Double.isNaN(value)) {
        nan++;
      }
    }
    tally.addCount(n);
    if (zeros > 0) {
      tally.addZeros(zeros, first + firstZero(values));
    }
    if (nan > 0 || least == Double.NEGATIVE_INFINITY || greatest == Double.POSITIVE_INFINITY) {
      tally.real.add(values, setAside(values, n, first, tally));
    } else if (n > 0) {
      tally.finite.add(least, 0);
      tally.finite.add(greatest, 0);
      tally.real.add(values, n);
    }
  }

  /** The index of the first zero; there is one. */
  private static int firstZero(double[] values) {
    int i = 0;
    while (values[i] != 0) {
      i++;
    }
    return i;
  }

  /** Counts what is not finite and moves the rest together; the result is how much that is. */
  private static int setAside(double[] values, int n, long first, Tally tally) {
    int finite = 0;
    for (int i = 0; i < n; i++) {
      if (Double.isFinite(values[i])) {
        tally.finite.add(values[i], 0);
        values[finite++] = values[i];
      } else {
        tally.addOdd(values[i], first + i);
      }
    }
    return finite;
  }

  /**
   * The same for integers of 64 bits, whose extremes are exact where a double is not: takes the
   * first {@code n} integers of an array.
   *
   * @param first the row-major index of the first
   * @param numbers room for as many doubles
   */
  static void addIntegers(
      long[] values, boolean unsigned, int n, long first, double[] numbers, Tally tally) {
    // Unsigned numbers with the highest bit turned are in the order of signed ones.
    long turn = unsigned ? Long.MIN_VALUE : 0;
    int zeros = 0;
    for (int i = 0; i < n; i++) {
      long value = values[i];
      tally.least = Math.min(tally.least, value ^ turn);
      tally.greatest = Math.max(tally.greatest, value ^ turn);
      if (value == 0) {
        zeros++;
      }
      numbers[i] = Decoder.asDouble(value, unsigned);
    }
    tally.addCount(n);
    if (zeros > 0) {
      tally.addZeros(zeros, first + firstZero(numbers));
    }
    tally.real.add(numbers, n);
  }
}
