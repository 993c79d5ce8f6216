package io.github.tfckpt.table;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What became of the footer of a table that has none where it should be. */
final class FooterDamage {

  private static final int MAGIC_SIZE = 8;

  /** How far from the end a magic number is looked for. */
  private static final int MOST_APPENDED = 1 << 16;

  private FooterDamage() {}

  /** Words behind what is wrong; empty if nothing is recognised. */
  static String describe(ByteSource file) throws IOException {
    int size = (int) Math.min(MOST_APPENDED, file.size());
    byte[] end = file.slice(file.size() - size, size).readAll();
    ByteBuffer bytes = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
    if (size >= MAGIC_SIZE) {
      long magic = bytes.getLong(size - MAGIC_SIZE);
      if (magic == Footer.MAGIC) {
        return handles(file);
      }
      if (Long.bitCount(magic ^ Footer.MAGIC) == 1) {
        int bit = Long.numberOfTrailingZeros(magic ^ Footer.MAGIC);
        long at = file.size() - MAGIC_SIZE + bit / 8;
        return "; one flipped bit explains it: bit " + bit % 8 + " of byte " + at;
      }
    }
    for (int at = size - MAGIC_SIZE; at >= 0; at--) {
      if (bytes.getLong(at) == Footer.MAGIC) {
        return "; a footer ends "
            + (size - at - MAGIC_SIZE)
            + " bytes before the end: appended to?";
      }
    }
    return cut(bytes, size);
  }

  /** Whether the file ends within the magic number. */
  private static String cut(ByteBuffer bytes, int size) {
    for (int left = MAGIC_SIZE - 1; left > 1 && left <= size; left--) {
      boolean same = true;
      for (int i = 0; i < left; i++) {
        same &= bytes.get(size - left + i) == (byte) (Footer.MAGIC >>> (8 * i));
      }
      if (same) {
        int lost = MAGIC_SIZE - left;
        return "; its last " + (lost == 1 ? "byte is" : lost + " bytes are") + " cut off";
      }
    }
    return "";
  }

  /** The index block stands right before the footer: by how much does it not. */
  private static String handles(ByteSource file) throws IOException {
    ByteSource footer = file.slice(file.size() - Footer.SIZE, Footer.SIZE);
    ByteCursor in = ByteCursor.over(footer, footer.readAll(), Footer.SIZE);
    in.varint64("metaindex offset");
    in.varint64("metaindex size");
    long offset = in.varint64("index offset");
    long size = in.varint64("index size");
    long end = file.size() - Footer.SIZE;
    boolean sane = offset >= 0 && size >= 0 && size < Long.MAX_VALUE - offset - 5;
    return sane && offset + size + BlockHandle.TRAILER > end
        ? "; " + (offset + size + BlockHandle.TRAILER - end) + " bytes before it are missing"
        : "";
  }
}
