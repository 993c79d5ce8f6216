package io.github.tfckpt.tf.graph;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Elements of which only the first are stored, and the last of these again and again; zeros if none
 * is stored. However many there are, it takes no more memory than a page.
 */
final class RepeatedSource implements ByteSource {

  private static final int PAGE = 4096;

  private final ByteSource stored;
  private final long size;

  /** The last element as often as it fits; a page holds a whole number of them. */
  private final byte[] page;

  /**
   * A source that goes on after {@code stored}.
   *
   * @param width bytes of an element: 1, 2, 4, 8 or 16
   * @param size bytes of all elements
   */
  RepeatedSource(ByteSource stored, int width, long size) throws IOException {
    this.stored = stored;
    this.size = size;
    this.page = new byte[PAGE];
    if (stored.size() > 0) {
      byte[] last = new byte[width];
      stored.read(stored.size() - width, ByteBuffer.wrap(last));
      for (int i = 0; i < PAGE; i += width) {
        System.arraycopy(last, 0, page, i, width);
      }
    }
  }

  @Override
  public String description() {
    return stored.description();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    if (offset < 0 || offset > size - target.remaining()) {
      throw Corrupt.at(
          description(), "%d bytes wanted at %d, %d are there", target.remaining(), offset, size);
    }
    long at = offset;
    if (at < stored.size()) {
      int count = (int) Math.min(target.remaining(), stored.size() - at);
      int end = target.limit();
      stored.read(at, target.limit(target.position() + count));
      target.limit(end);
      at += count;
    }
    while (target.hasRemaining()) {
      // Pages are counted from the first byte, so that elements stand alike in each.
      int from = (int) (at % PAGE);
      int count = Math.min(target.remaining(), PAGE - from);
      target.put(page, from, count);
      at += count;
    }
  }
}
