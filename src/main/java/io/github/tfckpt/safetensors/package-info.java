/** Tensors as a safetensors file: a JSON header, then the elements of all tensors. */
package io.github.tfckpt.safetensors;
