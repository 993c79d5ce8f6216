package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.checksum.FlippedBit;
import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Looks for the one bit that was flipped in the lengths of a string tensor, or in the word that
 * sums them. A bit is believed if with it turned back the sum is right, and lengths, word and
 * strings take all bytes that are stored.
 *
 * <p>Few lengths are tried bit by bit. For many, the sum gives the bit, as long as it was not one
 * that says where a length ends.
 */
final class LengthsRepair {

  /** Bytes in which each bit is tried. */
  private static final int FEW = 256;

  /** More bytes of lengths are not looked at. */
  private static final int MOST = 1 << 24;

  private final ByteSource run;
  private final long fileOffset;
  private final long count;
  private final ByteOrder order;
  private byte[] begin = new byte[0];

  // What a walk over the lengths found.
  private int end;
  private int sum;
  private long total;
  private boolean allNarrow;

  LengthsRepair(ByteSource run, long fileOffset, long count, boolean bigEndian) {
    this.run = run;
    this.fileOffset = fileOffset;
    this.count = count;
    this.order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** What to add to the error about the bit; empty if there is no such bit. */
  String describe() throws IOException {
    begin = run.slice(0, Math.min(MOST, run.size())).readAll();
    long bit = begin.length <= FEW || count <= FEW / 8 ? tried() : calculated();
    return bit < 0
        ? ""
        : "; one flipped bit explains it: bit " + bit % 8 + " of byte " + (fileOffset + bit / 8);
  }

  private long tried() {
    long bits = 8L * Math.min(FEW, begin.length);
    for (int bit = 0; bit < bits; bit++) {
      if (isRightWithout(bit)) {
        return bit;
      }
    }
    return -1;
  }

  private boolean isRightWithout(long bit) {
    int at = (int) (bit / 8);
    begin[at] ^= (byte) (1 << (bit % 8));
    boolean right = walk(count) && end + 4 + total == run.size() && word() == Crc32c.mask(sum);
    begin[at] ^= (byte) (1 << (bit % 8));
    return right;
  }

  private long calculated() {
    if (!walk(count) || !allNarrow) {
      return -1;
    }
    int wrong = word() ^ Crc32c.mask(sum);
    if (Integer.bitCount(wrong) == 1) {
      int byteOrder = order == ByteOrder.BIG_ENDIAN ? 3 : 0;
      int index = Integer.numberOfTrailingZeros(wrong);
      long bit = 8L * (end + (index / 8 ^ byteOrder)) + index % 8;
      return isRightWithout(bit) ? bit : -1;
    }
    Optional<FlippedBit> flipped = FlippedBit.find(sum, Crc32c.unmask(word()), 4 * count);
    if (flipped.isEmpty()) {
      return -1;
    }
    int inLength = (int) (flipped.get().offset() % 4);
    int valueByte = order == ByteOrder.BIG_ENDIAN ? 3 - inLength : inLength;
    int valueBit = 8 * valueByte + flipped.get().bit();
    walk(flipped.get().offset() / 4);
    long bit = 8L * (end + valueBit / 7) + valueBit % 7;
    return bit / 8 < begin.length && isRightWithout(bit) ? bit : -1;
  }

  /** The word after the lengths. */
  private int word() {
    return ByteBuffer.wrap(begin, end, 4).order(order).getInt();
  }

  /**
   * Walks over the first {@code most} lengths; false if they, or the word after them, are cut
   * short.
   */
  private boolean walk(long most) {
    ByteBuffer wide = ByteBuffer.allocate(8).order(order);
    CRC32C crc = new CRC32C();
    end = 0;
    total = 0;
    allNarrow = true;
    for (long i = 0; i < most; i++) {
      long length = 0;
      int shift = 0;
      boolean more = true;
      for (; more && end < begin.length && shift < 64; shift += 7) {
        more = begin[end] < 0;
        length |= (begin[end++] & 0x7fL) << shift;
      }
      if (more || length < 0 || length > run.size() - total) {
        return false;
      }
      total += length;
      boolean narrow = length >>> 32 == 0;
      allNarrow &= narrow;
      wide.clear();
      crc.update(narrow ? wide.putInt((int) length).flip() : wide.putLong(length).flip());
    }
    sum = (int) crc.getValue();
    return end + 4 <= begin.length;
  }
}
