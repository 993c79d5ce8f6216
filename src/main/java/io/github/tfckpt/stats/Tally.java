package io.github.tfckpt.stats;

import io.github.tfckpt.tensor.ScaledSum;

/**
 * What a run of elements adds to the statistics. Runs have fixed bounds and are joined in order: no
 * result depends on how many threads there are.
 */
final class Tally {

  /** Elements that kernels take at once: their values fit into the nearest cache. */
  static final int PIECE = 2048;

  /** Row-major index where something is first met, before it is met. */
  static final long NOWHERE = -1;

  /** Real parts of finite elements. */
  final Moments real = new Moments();

  /** Imaginary parts of finite elements of complex types. */
  final Moments imaginary = new Moments();

  /** Of finite elements; of integers of 64 bits see {@link #least}. */
  final Extremes finite = new Extremes();

  /** Of infinite elements that are not NaN besides. */
  final Extremes infinite = new Extremes();

  /** The sum of the real parts of those of complex types. */
  final ScaledSum infiniteReal = new ScaledSum();

  /** The sum of their imaginary parts. */
  final ScaledSum infiniteImaginary = new ScaledSum();

  /** The least integer of 64 bits; unsigned ones with their highest bit turned. */
  long least = Long.MAX_VALUE;

  /** The greatest integer of 64 bits; unsigned ones with their highest bit turned. */
  long greatest = Long.MIN_VALUE;

  private long count;
  private long nan;
  private long inf;
  private long zeros;
  private long firstNan = NOWHERE;
  private long firstInf = NOWHERE;
  private long firstZero = NOWHERE;

  /** Takes elements; the other methods take everything else about them. */
  void addCount(int elements) {
    count += elements;
  }

  void addNan(long index) {
    firstNan = nan == 0 ? index : firstNan;
    nan++;
  }

  void addInf(long index) {
    firstInf = inf == 0 ? index : firstInf;
    inf++;
  }

  /** Takes some zeros. */
  void addZeros(long more, long first) {
    firstZero = zeros == 0 && more > 0 ? first : firstZero;
    zeros += more;
  }

  /** Takes an infinite element of a complex type, of which no part is NaN. */
  void addInfinite(double real, double imaginary) {
    infinite.add(real, imaginary);
    infiniteReal.add(real);
    infiniteImaginary.add(imaginary);
  }

  /** Takes an element that is not finite, of a real type. */
  void addOdd(double value, long index) {
    if (Double.isNaN(value)) {
      addNan(index);
    } else {
      addInf(index);
      infinite.add(value, 0);
    }
  }

  /** Takes the tally of the run that follows. */
  void join(Tally next) {
    count += next.count;
    firstNan = nan == 0 ? next.firstNan : firstNan;
    nan += next.nan;
    firstInf = inf == 0 ? next.firstInf : firstInf;
    inf += next.inf;
    addZeros(next.zeros, next.firstZero);
    real.join(next.real);
    imaginary.join(next.imaginary);
    finite.join(next.finite);
    infinite.join(next.infinite);
    infiniteReal.add(next.infiniteReal);
    infiniteImaginary.add(next.infiniteImaginary);
    least = Math.min(least, next.least);
    greatest = Math.max(greatest, next.greatest);
  }

  long count() {
    return count;
  }

  Occurrences nan() {
    return new Occurrences(nan, firstNan);
  }

  Occurrences inf() {
    return new Occurrences(inf, firstInf);
  }

  Occurrences zeros() {
    return new Occurrences(zeros, firstZero);
  }
}
