package io.github.tfckpt.archive;

import io.github.tfckpt.io.Pieces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A file written from one position on, forward. */
public final class ForwardOutput extends OutputStream implements Pieces.Sink {

  private final RandomOutput out;
  private long position;

  public ForwardOutput(RandomOutput out, long position) {
    this.out = out;
    this.position = position;
  }

  /** Where the next byte goes. */
  public long position() {
    return position;
  }

  @Override
  public void accept(ByteBuffer piece) throws IOException {
    int length = piece.remaining();
    out.write(position, piece);
    position += length;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int start, int length) throws IOException {
    accept(ByteBuffer.wrap(bytes, start, length));
  }
}
