package io.github.tfckpt.diff;

import java.util.List;

/**
 * How tensors are compared.
 *
 * @param tolerance which values count as the same
 * @param ignoreDtype if values of different types are compared; else they are {@link Status#DTYPE}
 * @param reshape if tensors of different shapes with the same number of elements are compared, in
 *     row-major order; else they are {@link Status#SHAPE}
 * @param reversals axes of A's tensors that are turned around; none as a rule
 * @param threads how many threads work, at least 1
 */
public record DiffOptions(
    Tolerance tolerance,
    boolean ignoreDtype,
    boolean reshape,
    List<Reversal> reversals,
    int threads) {

  /** Options that do not change any more. */
  public DiffOptions {
    reversals = List.copyOf(reversals);
  }
}
