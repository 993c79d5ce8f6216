package io.github.tfckpt.diff;

import io.github.tfckpt.change.Reversal;
import java.util.List;
import java.util.function.Function;

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

  /**
   * Checks that each reversal matches a tensor of A, and that tensors that are compared have such
   * an axis.
   *
   * @param all all pairs that there are
   * @param compared those that will be compared
   * @param names everything that a pair is called
   * @throws IllegalArgumentException if one matches no tensor in A, or names an axis that a tensor
   *     does not have
   */
  public void checkReversals(
      List<Pair> all, List<Pair> compared, Function<Pair, List<String>> names) {
    for (Reversal reversal : reversals) {
      for (Pair pair : compared) {
        if (pair.isWhole() && reversal.isAbout(names.apply(pair))) {
          reversal.check(pair.either().shape(), pair.name());
        }
      }
      if (all.stream().noneMatch(p -> p.a().isPresent() && reversal.isAbout(names.apply(p)))) {
        throw new IllegalArgumentException("'" + reversal.text() + "' matches no tensor in A");
      }
    }
  }
}
