package io.github.tfckpt.table;

import io.github.tfckpt.io.ByteCursor;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;

/**
 * The last 48 bytes of a table.
 *
 * <pre>
 *   metaindex handle   2 varint64
 *   index handle       2 varint64
 *   padding            up to byte 40, never looked at
 *   magic              u64 0xdb4775248b80fb57
 * </pre>
 *
 * @see "xla/tsl/lib/io/format.cc, Footer::DecodeFrom"
 */
record Footer(BlockHandle index) {

  static final int SIZE = 48;
  static final long MAGIC = 0xdb4775248b80fb57L;

  /**
   * Reads the footer of a file.
   *
   * @throws Unsupported if the file is no table
   * @throws Corrupt if it is, but the handles point outside
   */
  static Footer read(ByteSource file) throws IOException {
    if (file.size() < SIZE) {
      throw Unsupported.at(
          file.description(),
          "is no checkpoint: %d bytes, a table has at least %d",
          file.size(),
          SIZE);
    }
    ByteSource last = file.slice(file.size() - SIZE, SIZE);
    byte[] bytes = last.readAll();
    long magic = ByteCursor.over(last, bytes, SIZE).slice(40, SIZE).fixed64("magic");
    if (magic != MAGIC) {
      throw Unsupported.at(
          file.description(),
          "is no checkpoint: footer: magic is 0x%016x, a table has 0x%016x (truncated?)",
          magic,
          MAGIC);
    }
    ByteCursor in = ByteCursor.over(last, bytes, 40);
    long end = file.size() - SIZE;
    BlockHandle.read(in, end);
    return new Footer(BlockHandle.read(in, end));
  }
}
