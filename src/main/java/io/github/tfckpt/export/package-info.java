/**
 * Tensors as files for other programs: one writer for each format, all of them streaming, so that
 * memory does not grow with the tensor.
 */
package io.github.tfckpt.export;
