package io.github.tfckpt.source;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A source that is asked for a few bytes many times, forward, and reads them in blocks. For one
 * thread.
 */
public final class BlockSource implements ByteSource {

  private static final int BLOCK = 1 << 16;

  private final ByteSource source;
  private byte[] block = {};
  private long start;
  private int size;

  /** All of a source. */
  public BlockSource(ByteSource source) {
    this.source = source;
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    int wanted = target.remaining();
    if (wanted > BLOCK / 2 || offset < 0 || offset > source.size() - wanted) {
      source.read(offset, target);
      return;
    }
    if (offset < start || offset + wanted > start + size) {
      fill(offset);
    }
    target.put(block, (int) (offset - start), wanted);
  }

  private void fill(long offset) throws IOException {
    if (block.length == 0) {
      block = new byte[(int) Math.min(BLOCK, source.size())];
    }
    size = 0;
    int length = (int) Math.min(block.length, source.size() - offset);
    source.read(offset, ByteBuffer.wrap(block, 0, length));
    start = offset;
    size = length;
  }
}
