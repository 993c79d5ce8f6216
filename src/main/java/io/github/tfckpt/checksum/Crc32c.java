package io.github.tfckpt.checksum;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Pieces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC-32C (Castagnoli) of bytes, and the masking that TensorFlow applies before it stores one.
 *
 * <pre>
 *   mask(c) = rotate_right(c, 15) + 0xa282ead8     (mod 2^32)
 * </pre>
 *
 * @see "xla/tsl/lib/hash/crc32c.h, Mask and Unmask"
 */
public final class Crc32c {

  private static final int DELTA = 0xa282ead8;

  private Crc32c() {}

  /** A sum in the form in which files keep it. */
  public static int mask(int crc) {
    return Integer.rotateRight(crc, 15) + DELTA;
  }

  /** The sum that {@link #mask} has made this of. */
  public static int unmask(int masked) {
    return Integer.rotateLeft(masked - DELTA, 15);
  }

  /** The plain sum of all bytes of {@code source}, read in pieces of at most 1 MiB. */
  public static int of(ByteSource source) throws IOException {
    CRC32C crc = new CRC32C();
    Pieces.forEach(source, crc::update);
    return (int) crc.getValue();
  }

  /** The plain sum of the bytes from position to limit; the position stays. */
  public static int of(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  /** Eight hex digits, as sums are shown everywhere. */
  public static String hex(int crc) {
    String digits = Integer.toHexString(crc);
    return "00000000".substring(digits.length()) + digits;
  }
}
