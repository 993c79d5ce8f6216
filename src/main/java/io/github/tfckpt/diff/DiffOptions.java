package io.github.tfckpt.diff;

import java.util.List;

/**
 * How tensors are compared.
 *
 * @param ignoreDtype values of different types are compared
 * @param reshape tensors of different shapes with the same number of elements are compared
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
