package io.github.tfckpt.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A new file that is written at any position, by several threads at once. */
public interface RandomOutput extends Closeable {

  /**
   * Writes all bytes from the buffer's position to its limit.
   *
   * @param position bytes from the start of the file
   */
  void write(long position, ByteBuffer bytes) throws IOException;
}
