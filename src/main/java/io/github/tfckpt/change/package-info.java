/**
 * Rules that change tensors on their way: a pattern, and what becomes of the tensors that it
 * matches. {@link io.github.tfckpt.change.Renaming} gives them another name, {@link
 * io.github.tfckpt.change.Reversal} a view with an axis turned around. Patterns match keys and full
 * names alike.
 */
package io.github.tfckpt.change;
