package io.github.tfckpt.archive;

import io.github.tfckpt.io.Pieces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A stream whose bytes go to a sink. */
public final class SinkStream extends OutputStream {

  private final Pieces.Sink sink;

  public SinkStream(Pieces.Sink sink) {
    this.sink = sink;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int start, int length) throws IOException {
    sink.accept(ByteBuffer.wrap(bytes, start, length));
  }
}
