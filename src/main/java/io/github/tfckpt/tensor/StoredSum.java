package io.github.tfckpt.tensor;

import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;

/**
 * A checksum of bytes as they are stored.
 *
 * @param expected their plain CRC-32C
 * @param what names the tensor if the sum is another
 */
record StoredSum(ByteSource stored, int expected, String what) implements FixedElements.Check {

  /** True if it covers all of a source, and nothing else. */
  boolean isOf(ByteSource bytes) {
    return stored == bytes;
  }

  @Override
  public void run() throws IOException {
    compare(Crc32c.of(stored));
  }

  /** Compares the sum of the bytes as they were read. */
  void compare(int found) throws Corrupt {
    if (found != expected) {
      throw Corrupt.at(
          stored.description(),
          "%s: crc32c is %s, stored %s",
          what,
          Crc32c.hex(found),
          Crc32c.hex(expected));
    }
  }
}
