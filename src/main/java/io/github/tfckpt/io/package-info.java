/**
 * Bytes in, typed trouble out. Knows no format.
 *
 * <p>{@link io.github.tfckpt.io.ByteSource} is random access to a run of bytes, of any size; {@link
 * io.github.tfckpt.io.Bytes} are a few of them as a value, such as a key; {@link
 * io.github.tfckpt.io.CheckpointException} is everything that can be wrong with a file.
 */
package io.github.tfckpt.io;
