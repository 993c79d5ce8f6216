package io.github.tfckpt.table;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;

/**
 * Block type 1: raw Snappy, through snappy-java where its native part loads, else through {@link
 * SnappyDecoder}. The length that a block claims is compared with what its elements add up to
 * before anything of that size is allocated.
 */
final class Snappy {

  private Snappy() {}

  /**
   * The plain bytes of the first {@code size} bytes of {@code packed}.
   *
   * @throws Corrupt if they are no Snappy data of the length that they claim
   */
  static byte[] decompress(String where, byte[] packed, int size) throws IOException {
    SnappyDecoder decoder = new SnappyDecoder(where, packed, size);
    byte[] plain = new byte[decoder.measure()];
    if (!nativeDecompress(packed, size, plain)) {
      decoder.decode(plain);
    }
    return plain;
  }

  /** False if the native library cannot be had here, or finds fault with the data. */
  private static boolean nativeDecompress(byte[] packed, int size, byte[] plain) {
    try {
      return org.xerial.snappy.Snappy.rawUncompress(packed, 0, size, plain, 0) == plain.length;
    } catch (IOException | LinkageError | RuntimeException e) {
      // SnappyError (a linkage problem on noexec folders and some musl systems) and damage alike:
      // our own decoder reads what can be read and says what is wrong.
      return false;
    }
  }
}
