package io.github.tfckpt.tensor;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Big-endian bytes as little-endian ones: each unit of 2, 4 or 8 bytes turned around. */
final class SwappedSource implements ByteSource {

  private final ByteSource stored;
  private final int unit;

  SwappedSource(ByteSource stored, int unit) {
    this.stored = stored;
    this.unit = unit;
  }

  @Override
  public String description() {
    return stored.description();
  }

  @Override
  public long size() {
    return stored.size();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    int start = target.position();
    int length = target.remaining();
    if (offset % unit == 0 && length % unit == 0) {
      stored.read(offset, target);
      swap(target, start, length);
      return;
    }
    long first = offset - offset % unit;
    long end = Math.min(size(), (offset + length + unit - 1) / unit * unit);
    ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(end - first));
    stored.read(first, whole);
    swap(whole, 0, whole.capacity());
    target.put(whole.array(), (int) (offset - first), length);
  }

  private void swap(ByteBuffer bytes, int start, int length) {
    for (int at = start; at < start + length; at += unit) {
      for (int low = at, high = at + unit - 1; low < high; low++, high--) {
        byte b = bytes.get(low);
        bytes.put(low, bytes.get(high));
        bytes.put(high, b);
      }
    }
  }
}
