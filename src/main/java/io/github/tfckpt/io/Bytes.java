package io.github.tfckpt.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable byte string, ordered byte by byte as unsigned numbers. Keys of a table are such
 * strings: mostly UTF-8, but nothing promises it.
 */
public final class Bytes implements Comparable<Bytes> {

  /** The string of no bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] array;
  private final int start;
  private final int size;

  private Bytes(byte[] array, int start, int size) {
    this.array = array;
    this.start = start;
    this.size = size;
  }

  /** A part of an array that is not copied: its giver must not change it any more. */
  public static Bytes of(byte[] array, int start, int size) {
    Objects.checkFromIndexSize(start, size, array.length);
    return new Bytes(array, start, size);
  }

  /** A copy of {@code length} bytes of {@code source} from {@code start}. */
  public static Bytes copyOf(byte[] source, int start, int length) {
    return length == 0
        ? EMPTY
        : new Bytes(Arrays.copyOfRange(source, start, start + length), 0, length);
  }

  /** A copy of all bytes of an array. */
  public static Bytes copyOf(byte[] source) {
    return copyOf(source, 0, source.length);
  }

  /** The UTF-8 of a text. */
  public static Bytes utf8(String text) {
    return copyOf(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many bytes there are. */
  public int size() {
    return size;
  }

  /** The byte at {@code index}, 0 to 255. */
  public int at(int index) {
    return array[start + Objects.checkIndex(index, size)] & 0xff;
  }

  /**
   * Copies all bytes to {@code target}, from {@code from} on, if each is a printable ASCII
   * character, and no quotation mark or backslash.
   *
   * @return false if some byte is not; what {@code target} holds behind {@code from} is open then
   */
  public boolean copyPlain(byte[] target, int from) {
    int at = from;
    for (int i = start; i < start + size; i++) {
      byte b = array[i];
      if (!isPlain(b)) {
        return false;
      }
      target[at++] = b;
    }
    return true;
  }

  /** True if {@link #copyPlain} copies them: the text that they are shown as is these bytes. */
  public boolean isPlain() {
    for (int i = start; i < start + size; i++) {
      if (!isPlain(array[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(byte b) {
    return b >= ' ' && b != 0x7f && b != '"' && b != '\\';
  }

  /** A hash of the lengths of the runs of decimal digits. */
  public long digitRuns() {
    long hash = 0;
    int digits = 0;
    int end = start + size;
    for (int i = start; i < end; i++) {
      byte b = array[i];
      if (b <= '9' && b >= '0') {
        digits++;
      } else if (digits > 0) {
        hash = mix(hash, digits);
        digits = 0;
      }
    }
    return digits > 0 ? mix(hash, digits) : hash;
  }

  private static long mix(long hash, int digits) {
    long mixed = (hash + digits) * 0x9e3779b97f4a7c15L;
    return mixed ^ mixed >>> 29;
  }

  /** Copies all bytes to {@code target}, from {@code from} on. */
  public void copyTo(byte[] target, int from) {
    System.arraycopy(array, start, target, from, size);
  }

  /** A copy of these bytes. */
  public byte[] toArray() {
    return Arrays.copyOfRange(array, start, start + size);
  }

  /** True if {@code part} stands in these bytes at {@code offset}. */
  public boolean hasAt(int offset, Bytes part) {
    return offset >= 0
        && part.size() <= size() - offset
        && Arrays.equals(
            array,
            start + offset,
            start + offset + part.size,
            part.array,
            part.start,
            part.start + part.size);
  }

  /** Index of the first byte that is not the same here and there, or -1 if none is. */
  public int mismatch(Bytes other) {
    return Arrays.mismatch(
        array, start, start + size, other.array, other.start, other.start + other.size);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(
        array, start, start + size, other.array, other.start, other.start + other.size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && size == bytes.size && mismatch(bytes) < 0;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = start; i < start + size; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** The bytes as text that is safe to print and can be turned back: see {@link Escapes}. */
  @Override
  public String toString() {
    return Escapes.escape(toArray());
  }

  /** {@link #toString} of at most the first 60 bytes, for messages. */
  public String brief() {
    return Escapes.brief(toArray());
  }
}
