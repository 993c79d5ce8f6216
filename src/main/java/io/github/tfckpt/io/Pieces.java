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
   * A direct buffer that begins at a page: what a file's bytes are copied into fastest.
   *
   * @param size bytes
   */
  public static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size + PAGE).alignedSlice(PAGE).slice(0, size);
  }

  /** What is done with each piece: its bytes, little-endian, from position to limit. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the next piece. */
    void accept(ByteBuffer piece) throws IOException;
  }

  /**
   * Hands all bytes to {@code sink}, in order. A piece is valid until the sink returns; the sink
   * may change its bytes.
   */
  public static void forEach(ByteSource source, Sink sink) throws IOException {
    forEach(source, SIZE, sink);
  }

  /**
   * Like {@link #forEach(ByteSource, Sink)}, in smaller pieces.
   *
   * @param most bytes in a piece, {@link #SIZE} or less
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
