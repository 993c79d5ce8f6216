package io.github.tfckpt.diff;

import java.io.IOException;
import java.util.Optional;

/**
 * What a tensor is like in one of several checkpoints, and what became of it since the one before
 * that could be read.
 *
 * @param elements how many there are
 * @param norm the root of the sum of their squares, as numpy has it: NaN if one is NaN
 * @param nan elements that are NaN; of complex numbers those of which a part is
 * @param inf elements that are infinite
 * @param update how far it is from what it was; empty for the first
 * @param failure why it cannot be read; all else says nothing then
 */
public record SeriesStep(
    long elements,
    double norm,
    long nan,
    long inf,
    Optional<Update> update,
    Optional<IOException> failure) {

  /**
   * The difference to the step before.
   *
   * @param changed elements with another value; NaN is like NaN
   * @param distance the norm of the difference, as numpy has it: NaN if either side has a NaN, or
   *     both have infinities
   * @param before the norm of what it was, as numpy has it
   */
  public record Update(long changed, double distance, double before) {

    /**
     * {@return the distance as a part of the norm that it was: 0 where nothing differs, NaN where
     * either side has a NaN or the former an infinity}
     */
    public double relative() {
      return distance == 0 ? 0 : distance / before;
    }
  }

  static SeriesStep failed(long elements, IOException failure) {
    return new SeriesStep(elements, Double.NaN, 0, 0, Optional.empty(), Optional.of(failure));
  }
}
