package io.github.tfckpt.stats;

import java.util.Optional;

/**
 * What describes many numbers.
 *
 * @param range absent if there are none
 * @param mean NaN if there are none
 * @param std their standard deviation, that of a population; NaN if there are none
 * @param l2 the root of the sum of their squares
 */
public record Measures(Optional<MinMax> range, Value mean, double std, double l2) {

  /**
   * The least and the greatest of them; complex numbers by real part, then imaginary part.
   *
   * @param min the least, in the element type's own numbers
   * @param max the greatest, likewise
   */
  public record MinMax(Value min, Value max) {

    /** {@return true if all numbers are equal} */
    boolean isPoint() {
      return min.equals(max);
    }
  }
}
