package io.github.tfckpt.archive;

import io.github.tfckpt.io.Pieces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Passes pieces of bytes on to a stream, without a copy if the stream takes buffers. */
public final class StreamSink implements Pieces.Sink {

  private final OutputStream out;
  private final byte[] copy = new byte[1 << 16];

  public StreamSink(OutputStream out) {
    this.out = out;
  }

  @Override
  public void accept(ByteBuffer piece) throws IOException {
    if (out instanceof WritableByteChannel channel) {
      while (piece.hasRemaining()) {
        channel.write(piece);
      }
      return;
    }
    while (piece.hasRemaining()) {
      int length = Math.min(copy.length, piece.remaining());
      piece.get(copy, 0, length);
      out.write(copy, 0, length);
    }
  }
}
