package io.github.tfckpt.store;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A piece of a source in memory that moves along with what is asked for. For one thread. */
public final class ByteWindow {

  private final ByteSource source;
  private final byte[] bytes;
  private long start;
  private int size;

  /** A window of at most so many bytes. */
  public ByteWindow(ByteSource source, int most) {
    this.source = source;
    this.bytes = new byte[(int) Math.min(most, source.size())];
  }

  /** True if so many bytes can be looked at together. */
  boolean has(long wanted) {
    return wanted <= bytes.length;
  }

  /** A cursor from {@code position} on, over {@code wanted} bytes or as many as are left. */
  public ByteCursor at(long position, int wanted) throws IOException {
    int ready = (int) Math.min(Math.min(wanted, bytes.length), source.size() - position);
    if (position < start || position + ready > start + size) {
      start = position;
      size = (int) Math.min(bytes.length, source.size() - position);
      source.read(position, ByteBuffer.wrap(bytes, 0, size));
    }
    int from = (int) (position - start);
    return ByteCursor.over(source, bytes, from, ready);
  }
}
