package io.github.tfckpt.stats;

import io.github.tfckpt.tensor.Decoder;

/** Statistics of integers of 64 bits: extremes are exact where a double is not. */
final class IntegerKernel {

  private IntegerKernel() {}

  /**
   * Takes the first {@code n} integers of an array.
   *
   * @param first the row-major index of the first
   * @param numbers room for as many doubles
   */
  static void add(
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
      tally.addZeros(zeros, first + RealKernel.firstZero(numbers));
    }
    tally.real.add(numbers, n);
  }
}
