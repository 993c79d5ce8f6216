/**
 * Rules that change tensors on their way: a pattern, and what becomes of the tensors that it
 * matches. {@link io.github.tfckpt.change.Renaming} gives them another name, {@link
 * io.github.tfckpt.change.Rule} other elements; {@link io.github.tfckpt.change.Changes} are all
 * rules of a command. What {@code diff} compares after some changes is what {@code export} writes
 * with them. Patterns match keys and full names alike.
 */
package io.github.tfckpt.change;
