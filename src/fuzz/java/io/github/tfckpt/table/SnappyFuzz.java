package io.github.tfckpt.table;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Any bytes as Snappy data: our decoder and snappy-java say the same. */
public final class SnappyFuzz {

  private static final int MOST_BYTES = 1 << 20;

  private SnappyFuzz() {}

  public static void fuzzerTestOneInput(byte[] packed) {
    Optional<byte[]> ours = ours(packed);
    if (ours.isPresent() && ours.get().length > MOST_BYTES) {
      return;
    }
    Optional<byte[]> theirs = theirs(packed);
    if (ours.isEmpty() && hasLiteralOf4GiB(packed)) {
      return;
    }
    if (ours.isPresent() != theirs.isPresent()
        || (ours.isPresent() && !Arrays.equals(ours.get(), theirs.get()))) {
      throw new AssertionError("ours: " + ours.isPresent() + ", theirs: " + theirs.isPresent());
    }
  }

  /** True if there may be a literal of 2^32 bytes: the C++ library takes it for an empty one. */
  private static boolean hasLiteralOf4GiB(byte[] packed) {
    for (int i = 0; i + 5 <= packed.length; i++) {
      if (packed[i] == (byte) 0xfc && ByteBuffer.wrap(packed, i + 1, 4).getInt() == -1) {
        return true;
      }
    }
    return false;
  }

  private static Optional<byte[]> ours(byte[] packed) {
    SnappyDecoder decoder = new SnappyDecoder("fuzz", packed, packed.length);
    try {
      byte[] plain = new byte[decoder.measure()];
      decoder.decode(plain);
      return Optional.of(plain);
    } catch (Corrupt e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> theirs(byte[] packed) {
    try {
      if (org.xerial.snappy.Snappy.uncompressedLength(packed) > MOST_BYTES) {
        return Optional.empty();
      }
      return Optional.of(org.xerial.snappy.Snappy.uncompress(packed));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
