package io.github.tfckpt.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable byte string, ordered byte by byte as unsigned numbers. Keys of a table are such
 * strings: mostly UTF-8, but nothing promises it.
 */
public final class Bytes implements Comparable<Bytes> {

  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** A copy of {@code length} bytes of {@code source} from {@code start}. */
  public static Bytes copyOf(byte[] source, int start, int length) {
    return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(source, start, start + length));
  }

  public static Bytes copyOf(byte[] source) {
    return copyOf(source, 0, source.length);
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public int size() {
    return array.length;
  }

  /** The byte at {@code index}, 0 to 255. */
  public int at(int index) {
    return array[index] & 0xff;
  }

  /**
   * Copies all bytes to {@code target}, from {@code start} on, if each is a printable ASCII
   * character, and no quotation mark or backslash.
   *
   * @return false if some byte is not; what {@code target} holds behind {@code start} is open then
   */
  public boolean copyPlain(byte[] target, int start) {
    int at = start;
    for (byte b : array) {
      if (b < ' ' || b == 0x7f || b == '"' || b == '\\') {
        return false;
      }
      target[at++] = b;
    }
    return true;
  }

  /** A hash of the runs of decimal digits: how many zeros each leads with, and how long it is. */
  public long digitRuns() {
    long hash = 0;
    int digits = 0;
    int zeros = 0;
    for (byte b : array) {
      if (b >= '0' && b <= '9') {
        zeros += b == '0' && zeros == digits ? 1 : 0;
        digits++;
      } else if (digits > 0) {
        hash = mix(hash, zeros, digits);
        digits = 0;
        zeros = 0;
      }
    }
    return digits > 0 ? mix(hash, zeros, digits) : hash;
  }

  private static long mix(long hash, int zeros, int digits) {
    long mixed = (hash * 0x9e3779b97f4a7c15L) ^ ((long) zeros << 32 | digits);
    return mixed ^ mixed >>> 29;
  }

  public byte[] toArray() {
    return array.clone();
  }

  /** A read-only view, from the first byte to the last. */
  public ByteBuffer toBuffer() {
    return ByteBuffer.wrap(array).asReadOnlyBuffer();
  }

  /** True if {@code part} stands in these bytes at {@code offset}. */
  public boolean hasAt(int offset, Bytes part) {
    return offset >= 0
        && part.size() <= size() - offset
        && Arrays.equals(array, offset, offset + part.size(), part.array, 0, part.size());
  }

  /** Index of the first byte that is not the same here and there, or -1 if none is. */
  public int mismatch(Bytes other) {
    return Arrays.mismatch(array, other.array);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /** The bytes as text that is safe to print and can be turned back: see {@link Escapes}. */
  @Override
  public String toString() {
    return Escapes.escape(array);
  }

  /** {@link #toString} of at most the first 60 bytes, for messages. */
  public String brief() {
    return Escapes.brief(array);
  }
}
