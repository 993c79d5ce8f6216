package io.github.tfckpt.table;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import java.io.ByteArrayOutputStream;

/**
 * Where a block lies: two varint64.
 *
 * @param offset bytes from the start of the file
 * @param size bytes of the contents, without the trailer
 */
record BlockHandle(long offset, long size) {

  /** Type byte and checksum after the contents. */
  static final int TRAILER = 5;

  /**
   * Reads a handle; what follows it is left alone.
   *
   * @param end the first byte that no block may take
   * @throws Corrupt if the block would not lie before {@code end}
   */
  static BlockHandle read(ByteCursor in, long end) throws Corrupt {
    long offset = in.varint64("block offset");
    long size = in.varint64("block size");
    if (offset < 0 || size < 0 || size > end - TRAILER || offset > end - TRAILER - size) {
      throw in.corrupt(
          "block %s+%s does not fit: blocks end at %d",
          Long.toUnsignedString(offset), Long.toUnsignedString(size), end);
    }
    return new BlockHandle(offset, size);
  }

  /** Writes both numbers. */
  void write(ByteArrayOutputStream out) {
    Little.varint(offset, out);
    Little.varint(size, out);
  }

  /** How many bytes both numbers take if none is wasted. */
  int shortestBytes() {
    return shortest(offset) + shortest(size);
  }

  private static int shortest(long number) {
    return Math.max(1, (70 - Long.numberOfLeadingZeros(number)) / 7);
  }
}
