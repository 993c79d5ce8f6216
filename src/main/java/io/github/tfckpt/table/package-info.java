/**
 * The sorted string table that TensorFlow keeps its indexes in: {@code PREFIX.index} of a tensor
 * bundle, and the whole file of a V1 checkpoint.
 *
 * <pre>
 *   table     data block*  metaindex block  index block  footer
 *   block     contents  trailer
 *   trailer   type u8 (0 stored, 1 Snappy)   masked crc32c u32 of contents and type
 *   footer    metaindex handle  index handle  zeros up to byte 40  magic u64
 *   handle    offset varint64   size varint64 (without the trailer)
 * </pre>
 *
 * <p>The index block maps a separator, at least as great as every key of a data block, to the
 * block's handle. Keys rise by unsigned bytes. Checksums are always compared: those of a block held
 * in memory before it is parsed, those of a larger one when it is read whole.
 *
 * <pre>{@code
 * Table table = Table.open(FileSource.open(path));
 * for (TableBlock block : table.blocks()) {
 *   for (BlockCursor entry = block.cursor(); entry.next(); ) {
 *     use(entry.key(), entry.value());
 *   }
 * }
 * }</pre>
 *
 * <p>A {@link io.github.tfckpt.table.TableWriter} writes one, byte for byte as TensorFlow does.
 *
 * @see "xla/tsl/lib/io/format.h, block.cc, table.cc"
 */
package io.github.tfckpt.table;
