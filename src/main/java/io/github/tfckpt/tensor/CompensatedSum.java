package io.github.tfckpt.tensor;

/**
 * A sum that keeps what rounding would lose (Neumaier's variant of Kahan's summation): its error
 * does not grow with the number of terms.
 */
public final class CompensatedSum {

  private double sum;
  private double lost;

  /** Adds a number. */
  public void add(double term) {
    double next = sum + term;
    if (Math.abs(sum) >= Math.abs(term)) {
      lost += (sum - next) + term;
    } else {
      lost += (term - next) + sum;
    }
    sum = next;
  }

  /** Adds all that another sum has. */
  public void add(CompensatedSum other) {
    add(other.sum);
    lost += other.lost;
  }

  /** The sum so far. */
  public double value() {
    // Infinite terms leave NaN in what was lost.
    return Double.isFinite(sum) ? sum + lost : sum;
  }
}
