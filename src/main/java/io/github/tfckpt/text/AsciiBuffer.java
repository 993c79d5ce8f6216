package io.github.tfckpt.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of ASCII characters, kept as bytes so that nothing has to be encoded. */
public final class AsciiBuffer {

  /** The two digits of each number below 100. */
  private static final byte[] TENS = new byte[100];

  private static final byte[] ONES = new byte[100];

  static {
    for (int i = 0; i < TENS.length; i++) {
      TENS[i] = (byte) ('0' + i / 10);
      ONES[i] = (byte) ('0' + i % 10);
    }
  }

  private byte[] bytes = new byte[64];
  private int size;

  public int size() {
    return size;
  }

  public byte at(int index) {
    return bytes[index];
  }

  public void clear() {
    size = 0;
  }

  /** Forgets what was appended after the first {@code length} characters. */
  public void truncate(int length) {
    size = Math.min(size, length);
  }

  public void append(char c) {
    room(1);
    bytes[size++] = (byte) c;
  }

  public void append(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  /** Appends all characters of another buffer. */
  public void append(AsciiBuffer other) {
    room(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  /** Appends a character {@code count} times; not at all if that is negative. */
  public void repeat(char c, int count) {
    if (count > 0) {
      room(count);
      Arrays.fill(bytes, size, size + count, (byte) c);
      size += count;
    }
  }

  /** Appends a number in decimal. */
  public void append(long number) {
    if (number == Long.MIN_VALUE) {
      append(Long.toString(number));
      return;
    }
    if (number < 0) {
      append('-');
    }
    digits(Math.abs(number), 1);
  }

  /** Appends a number that fills all 64 bits, without a sign. */
  public void appendUnsigned(long number) {
    if (number < 0) {
      long tens = Long.divideUnsigned(number, 10);
      digits(tens, 1);
      digits(number - tens * 10, 1);
    } else {
      digits(number, 1);
    }
  }

  /** Appends a number that is not negative, with zeros before it if it has too few digits. */
  void digits(long number, int least) {
    int length = Math.max(least, Decimal.length(number));
    room(length);
    if (length == 1) {
      bytes[size++] = (byte) ('0' + number);
      return;
    }
    put(number, size, size + length);
    size += length;
  }

  /**
   * Appends a number that is not negative, with a point after its first digit.
   *
   * @param length how many digits it has
   * @param always true to write the point even if no digit follows
   */
  void digitsAroundPoint(long number, int length, boolean always) {
    room(length + 1);
    if (length == 1 && !always) {
      put(number, size, size + 1);
      size++;
      return;
    }
    put(number, size + 1, size + 1 + length);
    bytes[size] = bytes[size + 1];
    bytes[size + 1] = '.';
    size += length + 1;
  }

  /** Fills {@code from} to {@code to} with the last digits of a number, two at a time. */
  private void put(long number, int from, int to) {
    long rest = number;
    int at = to;
    while (rest > Integer.MAX_VALUE && at - from >= 2) {
      long hundreds = rest / 100;
      at -= 2;
      pair((int) (rest - hundreds * 100), at);
      rest = hundreds;
    }
    int few = (int) rest;
    while (at - from >= 2) {
      int hundreds = few / 100;
      at -= 2;
      pair(few - hundreds * 100, at);
      few = hundreds;
    }
    if (at > from) {
      bytes[from] = (byte) ('0' + few % 10);
    }
  }

  private void pair(int number, int at) {
    bytes[at] = TENS[number];
    bytes[at + 1] = ONES[number];
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  /** Copies the characters {@code from} to {@code to} to {@code target} from {@code at} on. */
  public void copyTo(int from, int to, byte[] target, int at) {
    System.arraycopy(bytes, from, target, at, to - from);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.US_ASCII);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
