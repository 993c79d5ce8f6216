/**
 * Where bytes come from, and the work on them: files and arrays as sources, a cursor over fields,
 * checksums, threads that take pieces in order. Knows no format.
 *
 * <p>{@link io.github.tfckpt.source.ByteCursor} reads fields from a source that lies in memory, and
 * makes errors that say where.
 *
 * <pre>{@code
 * try (FileSource file = FileSource.open(path)) {
 *   ByteSource run = file.slice(4096, 512);
 *   int crc = Crc32c.of(run);
 * }
 * }</pre>
 */
package io.github.tfckpt.source;
