package io.github.tfckpt.table;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.xerial.snappy.SnappyError;

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
    if (!NativePart.LOADED || !nativeDecompress(packed, size, plain)) {
      decoder.decode(plain);
    }
    return plain;
  }

  /** False if the native library finds fault with the data: our own decoder says what is wrong. */
  private static boolean nativeDecompress(byte[] packed, int size, byte[] plain) {
    try {
      return org.xerial.snappy.Snappy.rawUncompress(packed, 0, size, plain, 0) == plain.length;
    } catch (IOException | SnappyError | LinkageError | RuntimeException e) {
      return false;
    }
  }

  /** The native library of snappy-java, which is loaded once, when the first block needs it. */
  private static final class NativePart {

    private static final long MOST_BYTES = 2 << 20;

    static final boolean LOADED = temporaryFolderTakesIt() && load();

    private NativePart() {}

    /** Not where snappy-java has none, on some musl systems, and on folders mounted noexec. */
    private static boolean load() {
      try {
        return org.xerial.snappy.Snappy.maxCompressedLength(1) > 0;
      } catch (SnappyError | LinkageError e) {
        return false;
      }
    }

    /** Asked first: where it cannot unpack the library, snappy-java prints a stack trace. */
    private static boolean temporaryFolderTakesIt() {
      String usual = System.getProperty("java.io.tmpdir", "");
      try {
        Path folder = Path.of(System.getProperty("org.xerial.snappy.tempdir", usual));
        return Files.isDirectory(folder)
            && Files.isWritable(folder)
            && Files.getFileStore(folder).getUsableSpace() >= MOST_BYTES;
      } catch (IOException | InvalidPathException e) {
        return false;
      }
    }
  }
}
