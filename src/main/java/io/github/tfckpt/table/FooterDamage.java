package io.github.tfckpt.table;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.Boundaries;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** What became of the footer of a table that has none where it should be. */
final class FooterDamage {

  private static final int MAGIC_SIZE = 8;

  /** How far from the end a magic number is looked for. */
  private static final int MOST_APPENDED = 1 << 16;

  /** Bytes at the end that are looked at for zeros. */
  private static final long MOST_ZEROS = 1L << 30;

  private static final int BEGINNING = 16;

  private FooterDamage() {}

  /** What to add to the error; empty if nothing is recognised. */
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
        int after = size - at - MAGIC_SIZE;
        return "; a footer ends " + after + " bytes before the end: appended to?";
      }
    }
    String lost = cut(bytes, size);
    return lost.isEmpty() ? tail(file) : lost;
  }

  /** What the end looks like, if nothing is left of a footer. */
  private static String tail(ByteSource file) throws IOException {
    long zeros = zerosAtEnd(file);
    long start = file.size() - zeros;
    if (zeros > 0 && start == 0) {
      return "; " + allZero(zeros);
    }
    String words = "";
    if (zeros >= MAGIC_SIZE) {
      String more = zeros > MOST_ZEROS ? ", and perhaps more before them" : Boundaries.of(start);
      words = "; bytes " + start + "+" + zeros + " are zero" + more;
    }
    // Fewer zeros may be the padding of a footer.
    return zeros < Footer.SIZE && beginsLikeTable(file)
        ? words + "; begins as a table does: cut short?"
        : words;
  }

  /** That all bytes of a file are zero, if they are. */
  static Optional<String> allZero(ByteSource file) throws IOException {
    long size = file.size();
    return size > 0 && zerosAtEnd(file) == size ? Optional.of(allZero(size)) : Optional.empty();
  }

  private static String allZero(long size) {
    return "all " + size + " bytes are zero";
  }

  /** How many bytes at the end are zero; beyond {@value #MOST_ZEROS} they are not counted. */
  private static long zerosAtEnd(ByteSource file) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(MOST_APPENDED);
    long zeros = 0;
    while (zeros < file.size() && zeros <= MOST_ZEROS) {
      int size = (int) Math.min(MOST_APPENDED, file.size() - zeros);
      file.read(file.size() - zeros - size, piece.clear().limit(size));
      for (int at = size - 1; at >= 0; at--) {
        if (piece.get(at) != 0) {
          return zeros;
        }
        zeros++;
      }
    }
    return zeros;
  }

  /** True if a file begins with an entry at the empty key, whose value is a message. */
  static boolean beginsLikeTable(ByteSource file) throws IOException {
    int size = (int) Math.min(BEGINNING, file.size());
    ByteCursor in = ByteCursor.over(file, file.slice(0, size).readAll(), size);
    try {
      return in.varint32("shared key length") == 0
          && in.varint32("fresh key length") == 0
          && in.varint32("value length") > 0
          && "\b\n\020\032".indexOf(in.bytes(1, "tag").at(0)) >= 0;
    } catch (Corrupt e) {
      return false;
    }
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
