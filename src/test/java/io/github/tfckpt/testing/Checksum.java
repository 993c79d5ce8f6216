package io.github.tfckpt.testing;

import java.util.zip.CRC32C;

/** CRC-32C as TensorFlow keeps it: computed over bytes, then rotated and offset. */
public final class Checksum {

  private static final long MASK_DELTA = 0xa282ead8L;

  private Checksum() {}

  /** The plain sum of several stretches, one after another. */
  public static int of(byte[]... stretches) {
    CRC32C crc = new CRC32C();
    for (byte[] stretch : stretches) {
      crc.update(stretch, 0, stretch.length);
    }
    return (int) crc.getValue();
  }

  /** The sum as it is stored. */
  public static int masked(byte[]... stretches) {
    return mask(of(stretches));
  }

  public static int mask(int crc) {
    long plain = crc & 0xffffffffL;
    long rotated = (plain >> 15) | (plain << 17);
    return (int) (rotated + MASK_DELTA);
  }
}
