/**
 * How two checkpoints are the same, whatever their tensors are called: which tensors hold the same
 * values, perhaps in another order or another type, and what to type so that they are compared.
 *
 * <p>{@link io.github.tfckpt.match.Matching} pairs tensors by an order-free digest of their values
 * ({@code ValueSum}), finds how the elements are arranged ({@code Arrangement}) and confirms each
 * pair by comparing it in full; of tensors whose values many have, names decide, if the pairs that
 * are sure do not speak against it ({@code Kinship}); digests that add up tell what is made up of
 * several ({@code Together}). {@link io.github.tfckpt.match.TypedRules} folds what was found into
 * few rules. {@link io.github.tfckpt.match.MapProposals} goes by names and stored checksums alone,
 * {@link io.github.tfckpt.match.Rearrangements} looks at tensors that are a pair already.
 */
package io.github.tfckpt.match;
