package io.github.tfckpt.io;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Random access to a run of bytes that knows where it came from. Any part of a source is a source
 * again. Reads from several threads are safe.
 */
public interface ByteSource {

  /** {@return where these bytes lie, for messages: {@code ckpt.index: bytes 0+1418}} */
  String description();

  /** {@return how many bytes there are} */
  long size();

  /**
   * Fills {@code target} from {@code offset} on, until it has no space left.
   *
   * @param offset in bytes from the start of this source
   * @param target filled from its position to its limit, and left with its position there
   * @throws Corrupt if the source ends before the target is full
   * @throws IOException if the file cannot be read
   */
  void read(long offset, ByteBuffer target) throws IOException;

  /**
   * {@return the run of {@code size} bytes from {@code offset} on, of which nothing is read yet}
   *
   * @param offset in bytes from the start of this source
   * @param size in bytes; may be 0
   * @throws Corrupt if it runs past the end of this source, or one of the two is negative
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
   * {@return all bytes, in an array of the caller's own}
   *
   * @throws IllegalArgumentException if there are more than an array can hold
   * @throws IOException if they cannot be read
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
