package io.github.tfckpt.diff;

/**
 * How tensors are compared.
 *
 * @param tolerance which values count as the same
 * @param ignoreDtype if values of different types are compared; else they are {@link Status#DTYPE}
 * @param reshape if tensors of different shapes with the same number of elements are compared, in
 *     row-major order; else they are {@link Status#SHAPE}
 * @param threads how many threads work, at least 1
 */
public record DiffOptions(Tolerance tolerance, boolean ignoreDtype, boolean reshape, int threads) {}
