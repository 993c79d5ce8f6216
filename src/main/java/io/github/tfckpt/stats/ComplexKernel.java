package io.github.tfckpt.stats;

/** Statistics of complex numbers. For one thread. */
final class ComplexKernel {

  private final double[] reals = new double[Tally.PIECE];
  private final double[] imaginaries = new double[Tally.PIECE];

  /**
   * Takes the first {@code n} pairs of an array.
   *
   * @param pairs real and imaginary part by turns
   * @param first the row-major index of the first
   */
  void add(double[] pairs, int n, long first, Tally tally) {
    int finite = 0;
    for (int i = 0; i < n; i++) {
      double real = pairs[2 * i];
      double imaginary = pairs[2 * i + 1];
      if (Double.isFinite(real) && Double.isFinite(imaginary)) {
        tally.finite.add(real, imaginary);
        reals[finite] = real;
        imaginaries[finite++] = imaginary;
        if (real == 0 && imaginary == 0) {
          tally.addZeros(1, first + i);
        }
      } else {
        addOdd(real, imaginary, first + i, tally);
      }
    }
    tally.addCount(n);
    tally.real.add(reals, finite);
    tally.imaginary.add(imaginaries, finite);
  }

  /** A number of which a part is infinite and a part is NaN is both, as in numpy. */
  private static void addOdd(double real, double imaginary, long index, Tally tally) {
    boolean nan = Double.isNaN(real) || Double.isNaN(imaginary);
    if (nan) {
      tally.addNan(index);
    }
    if (Double.isInfinite(real) || Double.isInfinite(imaginary)) {
      tally.addInf(index);
      if (!nan) {
        tally.addInfinite(real, imaginary);
      }
    }
  }
}
