package io.github.tfckpt.diff;

/**
 * How tensors are compared.
 *
 * @param tolerance which values count as the same
 * @param ignoreDtype if values of different types are compared; else they are {@link Status#DTYPE}
 * @param reshape if tensors of different shapes with the same number of elements are compared, in
 *     row-major order; else they are {@link Status#SHAPE}
 * @param threads how many threads work, at least 1
 * @param isFull if NaNs and norms are also found of tensors in which nothing differs, which takes
 *     longer
 */
public record DiffOptions(
    Tolerance tolerance, boolean ignoreDtype, boolean reshape, int threads, boolean isFull) {

  /**
   * Options that leave NaNs and norms unknown where nothing differs.
   *
   * @param tolerance which values count as the same
   * @param ignoreDtype if values of different types are compared
   * @param reshape if tensors of different shapes are compared
   * @param threads how many threads work
   */
  public DiffOptions(Tolerance tolerance, boolean ignoreDtype, boolean reshape, int threads) {
    this(tolerance, ignoreDtype, reshape, threads, false);
  }

  /** {@return these options, with every metric also where nothing differs} */
  public DiffOptions full() {
    return new DiffOptions(tolerance, ignoreDtype, reshape, threads, true);
  }
}
