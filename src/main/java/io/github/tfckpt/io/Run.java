package io.github.tfckpt.io;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A bounded stretch of another source. Bounds were checked by who made it. */
final class Run implements ByteSource {

  private final ByteSource whole;
  private final long start;
  private final long size;

  Run(ByteSource whole, long start, long size) {
    this.whole = whole;
    this.start = start;
    this.size = size;
  }

  @Override
  public String description() {
    return whole.description() + ": bytes " + start + "+" + size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    if (offset < 0 || offset > size - target.remaining()) {
      throw Corrupt.at(
          description(),
          "expected %d bytes at %d, there are %d in all",
          target.remaining(),
          offset,
          size);
    }
    whole.read(start + offset, target);
  }

  @Override
  public ByteSource slice(long offset, long length) throws Corrupt {
    ByteSource.super.slice(offset, length);
    return new Run(whole, start + offset, length);
  }
}
