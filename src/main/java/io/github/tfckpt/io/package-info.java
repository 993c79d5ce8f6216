/**
 * Bytes in, typed trouble out. Knows no format.
 *
 * <p>{@link io.github.tfckpt.io.ByteSource} is random access to a run of bytes; {@link
 * io.github.tfckpt.io.ByteCursor} reads fields from one that lies in memory, and makes errors that
 * say where; {@link io.github.tfckpt.io.CheckpointException} is everything that can be wrong with a
 * file.
 *
 * <pre>{@code
 * try (FileSource file = FileSource.open(path)) {
 *   ByteSource run = file.slice(4096, 512);
 *   int crc = Crc32c.of(run);
 * }
 * }</pre>
 */
package io.github.tfckpt.io;
