/**
 * Writers of checkpoints for tests: the second implementation of every format that is read.
 *
 * <p>Nothing here calls the reader, so that a mistake in one is no mistake in the other. Each
 * writer can also write what TensorFlow never would.
 */
package io.github.tfckpt.testing;
