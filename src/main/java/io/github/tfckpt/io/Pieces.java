package io.github.tfckpt.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks a source from end to end in pieces of at most 512 KiB, through one reused direct buffer.
 */
public final class Pieces {

  /** Bytes in a full piece: what read fastest, and a multiple of every element width. */
  public static final int SIZE = 1 << 19;

  /** What a pipe holds: pieces of this size are read while the last one is taken at its end. */
  public static final int PIPE = 1 << 16;

  private static final ThreadLocal<ByteBuffer> BUFFER = ThreadLocal.withInitial(() -> buffer(SIZE));

  private static final int PAGE = 4096;

  private Pieces() {}

  /**
   * {@return a new direct buffer that begins at a page: what a file's bytes are copied into
   * fastest}
   *
   * @param size in bytes
   */
  public static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size + PAGE).alignedSlice(PAGE).slice(0, size);
  }

  /** What is done with each piece of a source. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes the next piece, which is valid until this returns. Its bytes may be changed.
     *
     * @param piece its bytes from position to limit, little-endian
     * @throws IOException if it cannot be written where it goes; no more pieces come then
     */
    void accept(ByteBuffer piece) throws IOException;
  }

  /**
   * Hands all bytes to {@code sink}, in order.
   *
   * @param source read from its start to its end
   * @param sink takes pieces of {@link #SIZE} bytes, the last of which may be shorter
   * @throws IOException if a piece cannot be read, or the sink throws
   */
  public static void forEach(ByteSource source, Sink sink) throws IOException {
    forEach(source, SIZE, sink);
  }

  /**
   * Like {@link #forEach(ByteSource, Sink)}, in smaller pieces.
   *
   * @param source read from its start to its end
   * @param most bytes in a piece, from 1 to {@link #SIZE}
   * @param sink takes the pieces
   * @throws IOException if a piece cannot be read, or the sink throws
   */
  public static void forEach(ByteSource source, int most, Sink sink) throws IOException {
    long size = source.size();
    ByteBuffer own = BUFFER.get();
    BUFFER.remove();
    ByteBuffer buffer = own;
    for (long at = 0; at < size; at += most) {
      int length = (int) Math.min(most, size - at);
      buffer.clear().limit(length);
      source.read(at, buffer);
      sink.accept(buffer.flip().duplicate().order(ByteOrder.LITTLE_ENDIAN));
    }
    BUFFER.set(own);
  }
}
