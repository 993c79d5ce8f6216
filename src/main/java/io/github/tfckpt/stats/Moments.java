package io.github.tfckpt.stats;

import io.github.tfckpt.tensor.ScaledSum;

/**
 * The sum of many numbers, and of the squares of their distances from the mean. Numbers come in
 * pieces: each piece is summed around its own mean, so that numbers far from 0 and near to each
 * other lose nothing. All numbers are finite, and so are all sums: of great numbers they are
 * scaled.
 */
final class Moments {

  /** Squares around the mean lose four bits at most if they are more than this share of all. */
  private static final double NEAR = 1.0 / 16;

  private final ScaledSum sum = new ScaledSum();
  private final ScaledSum squares = new ScaledSum();
  private long count;

  /**
   * Takes the first {@code n} numbers of an array. Eight sums keep all adders busy; the method is
   * long for the sake of speed.
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
    add(n, total, around > NEAR * all ? around : around(values, n, total / n), 0);
  }

  /** The same for doubles, which it may change. */
  void add(double[] values, int n) {
    if (add(values, n, 0)) {
      return;
    }
    double greatest = 0;
    for (int i = 0; i < n; i++) {
      greatest = Math.max(greatest, Math.abs(values[i]));
    }
    if (greatest == 0) {
      add(n, 0, 0, ScaledSum.EMPTY);
      return;
    }
    int power = ScaledSum.power(greatest);
    double factor = Math.scalb(1.0, -power);
    for (int i = 0; i < n; i++) {
      values[i] *= factor;
    }
    add(values, n, power);
  }

  /** The same for doubles divided by {@code 2^power}; false if that ought to be another power. */
  private boolean add(double[] values, int n, int power) {
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
    if (power == 0 && !ScaledSum.isSafe(all)) {
      return false;
    }
    double around = all - total * (total / n);
    add(n, total, around > NEAR * all ? around : around(values, n, total / n), power);
    return true;
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

  /** Takes a run of numbers, divided by {@code 2^power}: its sum, its squares around its mean. */
  private void add(long n, double total, double around, int power) {
    if (n == 0) {
      return;
    }
    if (count > 0) {
      int common = Math.max(power, sum.power());
      double mean = Math.scalb(sum.fraction() / count, sum.power() - common);
      double distance = Math.scalb(total / n, power - common) - mean;
      squares.add(distance * distance * ((double) count * n / (count + n)), 2 * common);
    }
    squares.add(around, 2 * power);
    sum.add(total, power);
    count += n;
  }

  /** Takes the run that follows. */
  void join(Moments next) {
    int power = Math.max(next.sum.power(), next.squares.power() / 2);
    double total = Math.scalb(next.sum.fraction(), next.sum.power() - power);
    double around = Math.scalb(next.squares.fraction(), next.squares.power() - 2 * power);
    add(next.count, total, around, power);
  }

  /** The number of values. */
  long count() {
    return count;
  }

  double mean() {
    return sum.over((double) count);
  }

  /** The mean of these numbers and others, {@code all} together. */
  double meanWith(ScaledSum others, long all) {
    ScaledSum total = new ScaledSum();
    total.add(sum);
    total.add(others);
    return total.over((double) all);
  }

  /** The root of the mean square of the distances from the mean; NaN of nothing. */
  double deviation() {
    // Below 0 only rounding leads.
    return squares.fraction() < 0 ? 0 : squares.root((double) count);
  }

  /** The root of the sum of squares. */
  double norm() {
    if (count == 0) {
      return 0;
    }
    ScaledSum all = new ScaledSum();
    all.add(squares);
    double total = sum.fraction();
    all.add(total * (total / count), 2 * sum.power());
    return all.root(1);
  }
}
