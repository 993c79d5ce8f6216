package io.github.tfckpt.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A channel from which several threads may read at once, each at its own place. */
public interface PositionedChannel extends SeekableByteChannel {

  /**
   * Reads at least a byte.
   *
   * @return how many were read; -1 at the end
   */
  int read(ByteBuffer target, long at) throws IOException;
}
