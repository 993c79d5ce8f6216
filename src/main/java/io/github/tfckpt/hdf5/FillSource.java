package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import java.nio.ByteBuffer;

/** One element again and again: what stands where nothing was written. */
final class FillSource implements ByteSource {

  private final String description;
  private final byte[] element;
  private final long size;

  /**
   * As many bytes as {@code size} says.
   *
   * @param fill the element; zero if it has not that width
   */
  FillSource(String description, Bytes fill, int width, long size) {
    this.description = description;
    this.element = fill.size() == width ? fill.toArray() : new byte[Math.min(width, 1 << 16)];
    this.size = size;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) {
    int at = (int) (offset % element.length);
    while (target.hasRemaining()) {
      int length = Math.min(element.length - at, target.remaining());
      target.put(element, at, length);
      at = 0;
    }
  }
}
