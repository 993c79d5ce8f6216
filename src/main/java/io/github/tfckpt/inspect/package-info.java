/**
 * The questions that people ask about a checkpoint: what is weight and what is not, how names sort,
 * which one was meant, what repeats, whether two tensors hold the same. Answers are values; nothing
 * here prints.
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(Path.of("model.ckpt-7"))) {
 *   Census census = new Census(checkpoint.tensors(), FullNames.of(checkpoint));
 *   long params = census.totals(checkpoint.tensors()).params();
 * }
 * }</pre>
 */
package io.github.tfckpt.inspect;
