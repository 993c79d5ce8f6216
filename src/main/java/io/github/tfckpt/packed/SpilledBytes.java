package io.github.tfckpt.packed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A run of a {@link SpillFile}.
 *
 * @param size how many bytes there are, which may be the beginning of more
 */
record SpilledBytes(FileChannel file, long start, long size, String where) {

  void read(long offset, ByteBuffer target) throws IOException {
    long at = start + offset;
    while (target.hasRemaining()) {
      int got = file.read(target, at);
      if (got < 0) {
        throw new IOException(where + ": the temporary file was cut short");
      }
      at += got;
    }
  }
}
