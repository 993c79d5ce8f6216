package io.github.tfckpt.stats;

import io.github.tfckpt.tensor.CompensatedSum;

/**
 * The sum of many numbers, and of the squares of their distances from the mean. Numbers come in
 * pieces: each piece is summed around its own mean, so that numbers far from 0 and near to each
 * other lose nothing. All numbers are finite; where a sum is not, it is infinite.
 */
final class Moments {

  /** Squares around the mean lose four bits at most if they are more than this share of all. */
  private static final double NEAR = 1.0 / 16;

  private final CompensatedSum sum = new CompensatedSum();
  private final CompensatedSum squares = new CompensatedSum();
  private long count;

  /**
   * Takes the first {@code n} numbers of an array. Eight sums keep all adders busy; longer than a
   * method should be, for the speed of it.
   */
  void add(float[] values, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    double q0 = 0;
    double q1 = 0;
    double q2 = 0;
    double q3 = 0;
    double q4 = 0;
    double q5 = 0;
    double q6 = 0;
    double q7 = 0;
    int i = 0;
    for (; i < n - 7; i += 8) {
      double a = values[i];
      double b = values[i + 1];
      double c = values[i + 2];
      double d = values[i + 3];
      double e = values[i + 4];
      double f = values[i + 5];
      double g = values[i + 6];
      double h = values[i + 7];
      s0 += a;
      s1 += b;
      s2 += c;
      s3 += d;
      s4 += e;
      s5 += f;
      s6 += g;
      s7 += h;
      q0 = Math.fma(a, a, q0);
      q1 = Math.fma(b, b, q1);
      q2 = Math.fma(c, c, q2);
      q3 = Math.fma(d, d, q3);
      q4 = Math.fma(e, e, q4);
      q5 = Math.fma(f, f, q5);
      q6 = Math.fma(g, g, q6);
      q7 = Math.fma(h, h, q7);
    }
    for (; i < n; i++) {
      double a = values[i];
      s0 += a;
      q0 = Math.fma(a, a, q0);
    }
    double total = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    double all = ((q0 + q1) + (q2 + q3)) + ((q4 + q5) + (q6 + q7));
    double around = all - total * (total / n);
    add(n, total, around > NEAR * all ? around : around(values, n, total / n));
  }

  /** The same for doubles. */
  void add(double[] values, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double q0 = 0;
    double q1 = 0;
    double q2 = 0;
    double q3 = 0;
    int i = 0;
    for (; i < n - 3; i += 4) {
      double a = values[i];
      double b = values[i + 1];
      double c = values[i + 2];
      double d = values[i + 3];
      s0 += a;
      s1 += b;
      s2 += c;
      s3 += d;
      q0 = Math.fma(a, a, q0);
      q1 = Math.fma(b, b, q1);
      q2 = Math.fma(c, c, q2);
      q3 = Math.fma(d, d, q3);
    }
    for (; i < n; i++) {
      double a = values[i];
      s0 += a;
      q0 = Math.fma(a, a, q0);
    }
    double total = (s0 + s1) + (s2 + s3);
    double all = (q0 + q1) + (q2 + q3);
    double around = all - total * (total / n);
    add(n, total, around > NEAR * all ? around : around(values, n, total / n));
  }

  private static double around(float[] values, int n, double mean) {
    double rest = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double distance = values[i] - mean;
      rest += distance;
      squares = Math.fma(distance, distance, squares);
    }
    return squares - rest * (rest / n);
  }

  private static double around(double[] values, int n, double mean) {
    double rest = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double distance = values[i] - mean;
      rest += distance;
      squares = Math.fma(distance, distance, squares);
    }
    return squares - rest * (rest / n);
  }

  /** Takes a run of {@code n} numbers by its sum and its squares around its mean. */
  private void add(long n, double total, double around) {
    if (n == 0) {
      return;
    }
    if (count > 0) {
      double distance = total / n - mean();
      squares.add(distance * distance * ((double) count * n / (count + n)));
    }
    squares.add(around);
    sum.add(total);
    count += n;
  }

  /** Takes the run that follows. */
  void join(Moments next) {
    add(next.count, next.sum.value(), next.squares.value());
  }

  /** How many numbers there were. */
  long count() {
    return count;
  }

  double sum() {
    return sum.value();
  }

  double mean() {
    return sum.value() / count;
  }

  /** The sum of squared distances from the mean. */
  double aroundMean() {
    double value = squares.value();
    // Of finite numbers only an overflow makes NaN; below 0 only rounding leads.
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.max(0, value);
  }

  /** The sum of squares. */
  double aroundZero() {
    return count == 0 ? 0 : aroundMean() + count * mean() * mean();
  }
}
