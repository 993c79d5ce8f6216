package io.github.tfckpt.table;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ByteCursor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The last 48 bytes of a table.
 *
 * <pre>
 *   metaindex handle   2 varint64
 *   index handle       2 varint64
 *   padding            up to byte 40, never looked at by readers
 *   magic              u64 0xdb4775248b80fb57
 * </pre>
 *
 * @param padding where in the footer the padding begins
 * @see "xla/tsl/lib/io/format.cc, Footer::DecodeFrom"
 */
record Footer(BlockHandle metaindex, BlockHandle index, int padding) {

  static final int SIZE = 48;
  private static final int MAGIC_AT = 40;
  static final long MAGIC = 0xdb4775248b80fb57L;

  /**
   * Reads the footer of a file.
   *
   * @throws Unsupported if the file is not a table
   * @throws Corrupt if it is, but the handles point outside
   */
  static Footer read(ByteSource file) throws IOException {
    if (file.size() < SIZE) {
      throw Unsupported.at(
          file.description(),
          "not a checkpoint: %d bytes, a table has at least %d",
          file.size(),
          SIZE);
    }
    ByteSource last = file.slice(file.size() - SIZE, SIZE);
    byte[] bytes = last.readAll();
    long magic = ByteCursor.over(last, bytes, SIZE).slice(MAGIC_AT, SIZE).fixed64("magic");
    if (magic != MAGIC) {
      throw Unsupported.at(
          file.description(),
          "not a checkpoint: footer: magic is 0x%016x, a table has 0x%016x (truncated?)",
          magic,
          MAGIC);
    }
    ByteCursor in = ByteCursor.over(last, bytes, MAGIC_AT);
    long end = file.size() - SIZE;
    BlockHandle metaindex = BlockHandle.read(in, end);
    return new Footer(metaindex, BlockHandle.read(in, end), in.position());
  }

  /** The footer of a table whose metaindex and index lie there. */
  static byte[] bytes(BlockHandle metaindex, BlockHandle index) {
    ByteArrayOutputStream handles = new ByteArrayOutputStream();
    metaindex.write(handles);
    index.write(handles);
    ByteBuffer footer = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    return footer.put(handles.toByteArray()).putLong(MAGIC_AT, MAGIC).array();
  }

  /** Reports handles and padding that no writer leaves so. */
  void check(ByteSource file, FindingSink findings) throws IOException {
    if (padding != metaindex.shortestBytes() + index.shortestBytes()) {
      findings.add(
          Finding.warning(file.description(), "footer: a handle is longer than its numbers need"));
    }
    for (byte b : file.slice(file.size() - SIZE + padding, MAGIC_AT - padding).readAll()) {
      if (b != 0) {
        findings.add(Finding.warning(file.description(), "footer: its padding is not zero"));
        return;
      }
    }
  }
}
