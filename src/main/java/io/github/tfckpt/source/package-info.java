/**
 * Where bytes come from: files and arrays as sources, and a cursor over fields. Knows no format.
 *
 * <p>{@link io.github.tfckpt.source.ByteCursor} reads fields from a source that lies in memory, and
 * makes errors that say where.
 *
 * <pre>{@code
 * try (FileSource file = FileSource.open(path)) {
 *   ByteSource run = file.slice(4096, 512);
 *   ByteBuffer bytes = ByteBuffer.allocate(512);
 *   run.read(0, bytes);
 * }
 * }</pre>
 */
package io.github.tfckpt.source;
