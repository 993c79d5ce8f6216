package io.github.tfckpt.tensor;

/**
 * A sum of doubles that keeps what rounding would lose (Neumaier's variant of Kahan's summation):
 * its error does not grow with the number of terms. Terms come with a power of 2, so that squares
 * and sums of the greatest and the least doubles neither overflow nor vanish. For one thread.
 */
public final class ScaledSum {

  /** What {@link #power} answers for numbers of which squares can be summed as they are. */
  private static final int FAR = 600;

  private static final double GREAT = 0x1p400;
  private static final double SMALL = 0x1p-400;

  /** The power of the sum of nothing, and of zeros: below that of every term. */
  public static final int EMPTY = -1_000_000;

  private double sum;
  private double lost;
  private int power = EMPTY;

  /** The sum of nothing. */
  public ScaledSum() {}

  /**
   * {@return the power of 2 by which a number is divided before it is squared and summed: 0 for
   * most}
   *
   * @param magnitude not negative
   */
  public static int power(double magnitude) {
    if (magnitude > GREAT) {
      return FAR;
    }
    return magnitude < SMALL && magnitude != 0 ? -FAR : 0;
  }

  /**
   * {@return true if a plain sum of squares neither overflowed nor lost a term that matters; it is
   * where the greatest of fewer than 2^50 numbers is of {@link #power} 0, unless it is 0}
   *
   * @param squares the sum; NaN if a term is
   */
  public static boolean isSafe(double squares) {
    return squares < 0x1p850 && squares > 0x1p-850;
  }

  /**
   * Adds a number, divided by what is right for it.
   *
   * @param number may be infinite or NaN, and makes the sum so
   */
  public void add(double number) {
    int right = power(Math.abs(number));
    add(Math.scalb(number, -right), right);
  }

  /**
   * Adds {@code term * 2^power}.
   *
   * @param term may be infinite or NaN, and makes the sum so
   * @param power of two that it is to be multiplied by
   */
  public void add(double term, int power) {
    if (term == 0) {
      return;
    }
    double aligned = power == this.power ? term : align(term, power);
    double next = sum + aligned;
    if (Math.abs(sum) >= Math.abs(aligned)) {
      lost += (sum - next) + aligned;
    } else {
      lost += (aligned - next) + sum;
    }
    sum = next;
  }

  /** What vanishes when the lesser of two powers becomes the greater is nothing beside the rest. */
  private double align(double term, int termPower) {
    if (termPower < power) {
      return Math.scalb(term, termPower - power);
    }
    sum = Math.scalb(sum, power - termPower);
    lost = Math.scalb(lost, power - termPower);
    power = termPower;
    return term;
  }

  /**
   * Adds all that another sum has.
   *
   * @param other stays as it is
   */
  public void add(ScaledSum other) {
    add(other.sum, other.power);
    lost += Math.scalb(other.lost, other.power - power);
  }

  /** {@return the greatest power that a term had: {@link #fraction} is to be multiplied with} */
  public int power() {
    return power;
  }

  /** {@return the sum so far divided by {@code 2^power}; 0 of nothing} */
  public double fraction() {
    // Infinite terms leave NaN in what was lost.
    return Double.isFinite(sum) ? sum + lost : sum;
  }

  /**
   * {@return the sum divided by a number, which a double can hold where it cannot hold the sum}
   *
   * @param divisor what to divide by; 0 leads to NaN or infinity as of doubles
   */
  public double over(double divisor) {
    return Math.scalb(fraction() / divisor, power);
  }

  /**
   * {@return the square root of the sum divided by a number; the powers of all terms are even}
   *
   * @param divisor likewise
   */
  public double root(double divisor) {
    return Math.scalb(Math.sqrt(fraction() / divisor), power / 2);
  }
}
