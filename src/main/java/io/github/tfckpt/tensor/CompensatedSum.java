package io.github.tfckpt.tensor;

/**
 * A sum of doubles that keeps what rounding would lose (Neumaier's variant of Kahan's summation):
 * its error does not grow with the number of terms. For one thread.
 */
public final class CompensatedSum {

  private double sum;
  private double lost;

  /** The sum of nothing. */
  public CompensatedSum() {}

  /**
   * Adds a number.
   *
   * @param term may be infinite or NaN, and makes the sum so
   */
  public void add(double term) {
    double next = sum + term;
    if (Math.abs(sum) >= Math.abs(term)) {
      lost += (sum - next) + term;
    } else {
      lost += (term - next) + sum;
    }
    sum = next;
  }

  /**
   * Adds all that another sum has.
   *
   * @param other stays as it is
   */
  public void add(CompensatedSum other) {
    add(other.sum);
    lost += other.lost;
  }

  /** {@return the sum so far; 0 of nothing} */
  public double value() {
    // Infinite terms leave NaN in what was lost.
    return Double.isFinite(sum) ? sum + lost : sum;
  }
}
