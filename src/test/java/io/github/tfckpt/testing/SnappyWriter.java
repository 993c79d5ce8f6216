package io.github.tfckpt.testing;

import java.util.Arrays;

/**
 * A plain compressor for raw Snappy: the same bytes on every machine, and copies of all three
 * kinds.
 *
 * <pre>
 *   length    varint    bytes when decompressed
 *   element*  tag       low bits 0: literal of (tag &gt;&gt; 2) + 1 bytes, from 60 on in 1 to 4 more bytes
 *                       1: copy, length 4 to 11, offset of 11 bits
 *                       2: copy, length 1 to 64, offset u16    3: the same, offset u32
 * </pre>
 */
public final class SnappyWriter {

  private static final int HASH_BITS = 12;

  private SnappyWriter() {}

  public static byte[] compress(byte[] plain) {
    Wire out = new Wire().varint(plain.length);
    int[] last = new int[1 << HASH_BITS];
    Arrays.fill(last, -1);
    int literal = 0;
    int at = 0;
    while (at + 4 <= plain.length) {
      int hash = (word(plain, at) * 0x1e35a7bd) >>> (32 - HASH_BITS);
      int from = last[hash];
      last[hash] = at;
      if (from < 0 || word(plain, from) != word(plain, at)) {
        at++;
        continue;
      }
      int length = 4;
      while (at + length < plain.length && plain[from + length] == plain[at + length]) {
        length++;
      }
      literal(out, plain, literal, at);
      copy(out, at - from, length);
      at += length;
      literal = at;
    }
    literal(out, plain, literal, plain.length);
    return out.toBytes();
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }

  /** Writes the bytes from start to end as they are. */
  public static void literal(Wire out, byte[] plain, int start, int end) {
    int less = end - start - 1;
    if (less < 0) {
      return;
    }
    if (less < 60) {
      out.raw((byte) (less << 2));
    } else {
      int count = (32 - Integer.numberOfLeadingZeros(less) + 7) / 8;
      out.raw((byte) ((59 + count) << 2));
      for (int i = 0; i < count; i++) {
        out.raw((byte) (less >>> (8 * i)));
      }
    }
    out.raw(Arrays.copyOfRange(plain, start, end));
  }

  /** Writes copies of at most 64 bytes each, in the shortest form that holds the offset. */
  public static void copy(Wire out, int offset, int length) {
    int left = length;
    while (left > 0) {
      int now = Math.min(64, left);
      if (now >= 4 && now <= 11 && offset < 2048) {
        out.raw((byte) (1 | (now - 4) << 2 | (offset >> 8) << 5), (byte) offset);
      } else if (offset < 65536) {
        out.raw((byte) (2 | (now - 1) << 2), (byte) offset, (byte) (offset >> 8));
      } else {
        out.raw((byte) (3 | (now - 1) << 2)).fixed32(offset);
      }
      left -= now;
    }
  }
}
