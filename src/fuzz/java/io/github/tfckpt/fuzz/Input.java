package io.github.tfckpt.fuzz;

import java.util.Arrays;

/** The bytes of one input, taken from the front; what is wanted behind the end is zero or empty. */
public final class Input {

  private final byte[] bytes;
  private int position;

  public Input(byte[] bytes) {
    this.bytes = bytes;
  }

  public boolean hasMore() {
    return position < bytes.length;
  }

  /** The next byte, 0 to 255. */
  public int u8() {
    return hasMore() ? bytes[position++] & 0xff : 0;
  }

  public int u16() {
    return u8() | u8() << 8;
  }

  public long i64() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 8) {
      value |= (long) u8() << shift;
    }
    return value;
  }

  /** At most {@code count} bytes. */
  public byte[] take(int count) {
    int start = position;
    position = Math.min(bytes.length, start + count);
    return Arrays.copyOfRange(bytes, start, position);
  }

  public byte[] rest() {
    return take(bytes.length);
  }
}
