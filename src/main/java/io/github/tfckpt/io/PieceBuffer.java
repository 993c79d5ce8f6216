package io.github.tfckpt.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Collects what is short, so that a sink is handed fewer and greater pieces. For one thread. */
public final class PieceBuffer {

  private static final int SIZE = 1 << 16;

  private final Pieces.Sink sink;
  private final ByteBuffer buffer = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * An empty buffer.
   *
   * @param sink takes the pieces, in the order in which they are put here
   */
  public PieceBuffer(Pieces.Sink sink) {
    this.sink = sink;
  }

  /**
   * Puts eight bytes, little-endian.
   *
   * @param number which they are
   * @throws IOException if the sink throws
   */
  public void putLong(long number) throws IOException {
    makeRoom(Long.BYTES);
    buffer.putLong(number);
  }

  /**
   * Puts all bytes of a source.
   *
   * @param source read from its start to its end
   * @throws IOException if it cannot be read, or the sink throws
   */
  public void put(ByteSource source) throws IOException {
    long size = source.size();
    if (size > SIZE / 2) {
      flush();
      Pieces.forEach(source, sink);
    } else {
      makeRoom((int) size);
      source.read(0, buffer.limit(buffer.position() + (int) size));
      buffer.limit(SIZE);
    }
  }

  /**
   * Puts zeros.
   *
   * @param count how many
   * @throws IOException if the sink throws
   */
  public void putZeros(long count) throws IOException {
    for (long left = count; left > 0; ) {
      makeRoom(1);
      int some = (int) Math.min(left, buffer.remaining());
      for (int i = 0; i < some; i++) {
        buffer.put((byte) 0);
      }
      left -= some;
    }
  }

  private void makeRoom(int size) throws IOException {
    if (buffer.remaining() < size) {
      flush();
    }
  }

  /**
   * Hands over what is left.
   *
   * @throws IOException if the sink throws
   */
  public void flush() throws IOException {
    sink.accept(buffer.flip());
    buffer.clear();
  }
}
