package io.github.tfckpt.diff;

/**
 * A sum that keeps what rounding would lose (Neumaier's variant of Kahan's summation): its error
 * does not grow with the number of terms.
 */
final class Sum {

  private double sum;
  private double lost;

  void add(double term) {
    double next = sum + term;
    if (Math.abs(sum) >= Math.abs(term)) {
      lost += (sum - next) + term;
    } else {
      lost += (term - next) + sum;
    }
    sum = next;
  }

  void add(Sum other) {
    add(other.sum);
    lost += other.lost;
  }

  double value() {
    // Infinite terms leave NaN in what was lost.
    return Double.isFinite(sum) ? sum + lost : sum;
  }
}
