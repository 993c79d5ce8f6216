/**
 * Tensors as files for other programs. A {@link io.github.tfckpt.archive.TensorWriter} writes one
 * tensor to a stream, in one of several formats; an {@link io.github.tfckpt.archive.TensorArchive}
 * puts many of them into an npz or safetensors file or a folder. All of them stream: memory does
 * not grow with the tensors.
 */
package io.github.tfckpt.archive;
