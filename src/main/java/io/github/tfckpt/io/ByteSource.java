package io.github.tfckpt.io;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Random access to a run of bytes that knows where it came from. Any part of a source is a source
 * again. Reads from several threads are safe.
 */
public interface ByteSource {

  /** Where these bytes lie, for messages: {@code ckpt.index: bytes 0+1418}. */
  String description();

  /** How many bytes there are. */
  long size();

  /**
   * Fills {@code target} from {@code offset} on, until it has no space left.
   *
   * @param offset in bytes from the start of this source
   * @throws Corrupt if the source ends before the target is full
   */
  void read(long offset, ByteBuffer target) throws IOException;

  /**
   * The run of {@code size} bytes from {@code offset} on.
   *
   * @throws Corrupt if it runs past the end of this source
   */
  default ByteSource slice(long offset, long size) throws Corrupt {
    if (offset < 0 || size < 0 || offset > size() - size) {
      throw new Corrupt(
          description(),
          "bytes "
              + Long.toUnsignedString(offset)
              + "+"
              + Long.toUnsignedString(size)
              + " run past the end at "
              + size()
              + " (truncated?)");
    }
    return new Run(this, offset, size);
  }

  /**
   * All bytes, in memory.
   *
   * @throws IllegalArgumentException if there are more than an array can hold
   */
  default byte[] readAll() throws IOException {
    long size = size();
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(size + " bytes at once");
    }
    byte[] all = new byte[(int) size];
    read(0, ByteBuffer.wrap(all));
    return all;
  }
}
