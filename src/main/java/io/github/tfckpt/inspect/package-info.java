/**
 * The questions that people ask about a checkpoint: what is weight and what is not, what repeats,
 * whether two tensors hold the same. Answers are values; nothing here prints.
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(Path.of("model.ckpt-7"))) {
 *   RoleClassifier roles = RoleClassifier.of(checkpoint);
 *   long params = roles.totals(checkpoint.tensors()).params();
 * }
 * }</pre>
 */
package io.github.tfckpt.inspect;
