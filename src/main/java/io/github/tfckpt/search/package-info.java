/**
 * Which tensors a text may mean: TensorFlow's own error messages, paths of objects, full names,
 * keys, parts of them, with mistakes in them.
 *
 * <pre>{@code
 * Question question = Question.of("Key conv1/bias not found in checkpoint");
 * Finder finder = new Finder(checkpoint.tensors(), names, tree, isWeight);
 * List<Match> best = finder.find(question.subjects().get(0));
 * }</pre>
 */
package io.github.tfckpt.search;
