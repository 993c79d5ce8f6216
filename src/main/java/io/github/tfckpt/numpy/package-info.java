/**
 * Tensors as numpy keeps them: {@code .npy} files, one for each tensor, and {@code .npz} archives.
 */
package io.github.tfckpt.numpy;
