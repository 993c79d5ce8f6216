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

  /**
   * {@return a part of an array, which is not copied: its giver must not change it any more}
   *
   * @param array the bytes
   * @param start index of the first byte
   * @param size how many bytes, from there on
   */
  public static Bytes of(byte[] array, int start, int size) {
    Objects.checkFromIndexSize(start, size, array.length);
    return new Bytes(array, start, size);
  }

  /**
   * {@return a copy of a part of an array}
   *
   * @param source the bytes
   * @param start index of the first byte
   * @param length how many bytes, from there on
   */
  public static Bytes copyOf(byte[] source, int start, int length) {
    return length == 0
        ? EMPTY
        : new Bytes(Arrays.copyOfRange(source, start, start + length), 0, length);
  }

  /**
   * {@return a copy of a whole array}
   *
   * @param source the bytes
   */
  public static Bytes copyOf(byte[] source) {
    return copyOf(source, 0, source.length);
  }

  /**
   * {@return the UTF-8 of a text}
   *
   * @param text any text; half a surrogate pair becomes a question mark
   */
  public static Bytes utf8(String text) {
    return copyOf(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * {@return the bytes that {@link #toString} shows as {@code text}; other text gives its UTF-8}
   *
   * @param text as a person may give a name, escaped or not
   */
  public static Bytes unescape(String text) {
    return Escapes.unescape(text);
  }

  /**
   * {@return the bytes that {@link #toString} shows as exactly this text; if none are, its UTF-8}
   * So does a name that was escaped to be written elsewhere come back.
   *
   * @param text a name as another file has it
   */
  public static Bytes shownAs(String text) {
    if (text.indexOf('\\') < 0) {
      return utf8(text);
    }
    Bytes bytes = unescape(text);
    return bytes.toString().equals(text) ? bytes : utf8(text);
  }

  /** {@return how many bytes there are} */
  public int size() {
    return size;
  }

  /**
   * {@return the byte at {@code index}, 0 to 255}
   *
   * @param index from 0 to {@link #size} - 1
   */
  public int at(int index) {
    return array[start + Objects.checkIndex(index, size)] & 0xff;
  }

  /**
   * Copies all bytes to {@code target}, from {@code from} on, if each is a printable ASCII
   * character, and no quotation mark or backslash.
   *
   * @param target has room for all bytes
   * @param from index in {@code target} of the first byte
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

  /**
   * {@return true if {@link #copyPlain} copies them: the text that they are shown as is these
   * bytes}
   */
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

  /** {@return a hash of the lengths of the runs of decimal digits, 0 if there are none} */
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

  /**
   * Copies all bytes.
   *
   * @param target has room for them
   * @param from index in {@code target} of the first byte
   */
  public void copyTo(byte[] target, int from) {
    System.arraycopy(array, start, target, from, size);
  }

  /** {@return a copy of these bytes} */
  public byte[] toArray() {
    return Arrays.copyOfRange(array, start, start + size);
  }

  /**
   * {@return true if {@code part} stands in these bytes at {@code offset}}
   *
   * @param offset any number: where {@code part} would not fit, it does not stand
   * @param part may be empty
   */
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

  /**
   * {@return the index of the first byte that is not the same here and there, or -1 if none is}
   * Where one is the beginning of the other, it is the length of that one.
   *
   * @param other compared byte by byte
   */
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

  /**
   * {@return the bytes as printable text, which {@link #unescape} turns back} Printable UTF-8 stays
   * as it is; control characters, marks that turn the direction of writing, and bytes that are not
   * UTF-8 become {@code \xHH}, one for each byte.
   */
  @Override
  public String toString() {
    return Escapes.escape(toArray());
  }

  /** {@return at most the first 60 bytes as {@link #toString} shows them, for messages} */
  public String brief() {
    return Escapes.brief(toArray());
  }

  /** {@return {@link #brief} in quotation marks} */
  public String quoted() {
    return "\"" + brief() + "\"";
  }
}
