package io.github.tfckpt.source;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.util.Locale;
import java.util.Objects;

/**
 * A forward reader over a bounded run of bytes in memory. Integers are little-endian. Every length
 * is compared with what is left before anything is taken.
 *
 * <p>The string that each read takes names the field, for the message if it fails.
 */
public final class ByteCursor {

  private final ByteSource where;
  private final byte[] array;
  private int start;
  private int limit;
  private int position;

  private ByteCursor(ByteSource where, byte[] array, int start, int limit) {
    this.where = where;
    this.array = array;
    this.start = start;
    this.limit = limit;
    this.position = start;
  }

  /**
   * A cursor over the first {@code size} bytes of an array, which stays the giver's.
   *
   * @param where what the bytes were read from
   */
  public static ByteCursor over(ByteSource where, byte[] array, int size) {
    return new ByteCursor(where, array, 0, size);
  }

  /**
   * A cursor over {@code size} bytes from {@code start} on; {@link #position} counts from there.
   */
  public static ByteCursor over(ByteSource where, byte[] array, int start, int size) {
    return new ByteCursor(where, array, start, start + size);
  }

  /** Moves to another {@code size} bytes of the array, from {@code start} on. */
  public void moveTo(int newStart, int size) {
    Objects.checkFromIndexSize(newStart, size, array.length);
    start = newStart;
    position = newStart;
    limit = newStart + size;
  }

  /** A cursor over all bytes of a string. */
  public static ByteCursor over(ByteSource where, Bytes bytes) {
    byte[] array = bytes.toArray();
    return new ByteCursor(where, array, 0, array.length);
  }

  /** The array that the bytes lie in: for a reader that leaves it as it is. */
  public byte[] array() {
    return array;
  }

  /** Where in {@link #array} the next byte is. */
  public int offset() {
    return position;
  }

  /** Bytes that are left. */
  public int remaining() {
    return limit - position;
  }

  /** Bytes from the start of this cursor's run to where it stands. */
  public int position() {
    return position - start;
  }

  /** Another cursor over {@code from} to {@code to}, counted from the start of this one's run. */
  public ByteCursor slice(int from, int to) {
    if (from < 0 || to < from || to > limit - start) {
      throw new IndexOutOfBoundsException(from + " to " + to + " of " + (limit - start));
    }
    return new ByteCursor(where, array, start + from, start + to);
  }

  /** A number of at most 32 bits, as its unsigned value. */
  public long varint32(String field) throws Corrupt {
    int one = oneByte();
    return one >= 0 ? one : longer32(field);
  }

  /** A number of at most 64 bits; the top bit may be set. */
  public long varint64(String field) throws Corrupt {
    int one = oneByte();
    return one >= 0 ? one : longer(field, 10);
  }

  // Most numbers have one byte: kept so small that every compiler puts it in place.
  private int oneByte() {
    int at = position;
    if (at < limit && array[at] >= 0) {
      position = at + 1;
      return array[at];
    }
    return -1;
  }

  private long longer32(String field) throws Corrupt {
    long value = longer(field, 5);
    if (value >>> 32 != 0) {
      throw corrupt("%s is %d, more than 32 bits", field, value);
    }
    return value;
  }

  private long longer(String field, int most) throws Corrupt {
    int at = position;
    long value = 0;
    for (int i = 0; i < most; i++) {
      if (at == limit) {
        throw corrupt("%s is cut short: a varint of %d bytes goes on", field, i);
      }
      int b = array[at++];
      if (i == 9 && (b & 0x7e) != 0) {
        throw corrupt("%s has more than 64 bits", field);
      }
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        position = at;
        return value;
      }
    }
    throw corrupt("%s is a varint of more than %d bytes", field, most);
  }

  /** One byte, 0 to 255. */
  public int fixed8(String field) throws Corrupt {
    need(1, field);
    return array[position++] & 0xff;
  }

  /** Two bytes, little-endian, as an unsigned value. */
  public int fixed16(String field) throws Corrupt {
    need(2, field);
    int at = position;
    position = at + 2;
    return (array[at] & 0xff) | (array[at + 1] & 0xff) << 8;
  }

  /** Four bytes, little-endian. */
  public int fixed32(String field) throws Corrupt {
    need(4, field);
    int at = position;
    position = at + 4;
    return (array[at] & 0xff)
        | (array[at + 1] & 0xff) << 8
        | (array[at + 2] & 0xff) << 16
        | array[at + 3] << 24;
  }

  /** Eight bytes, little-endian. */
  public long fixed64(String field) throws Corrupt {
    long low = fixed32(field) & 0xffffffffL;
    return low | ((long) fixed32(field) << 32);
  }

  /** The next {@code count} bytes, copied. */
  public Bytes bytes(long count, String field) throws Corrupt {
    need(count, field);
    Bytes taken = Bytes.copyOf(array, position, (int) count);
    position += (int) count;
    return taken;
  }

  /** Passes over bytes. */
  public void skip(long count, String field) throws Corrupt {
    need(count, field);
    position += (int) count;
  }

  private void need(long count, String field) throws Corrupt {
    if (count < 0 || count > remaining()) {
      throw corrupt(
          "%s of %s bytes, %d are left", field, Long.toUnsignedString(count), remaining());
    }
  }

  /** The error that what stands here is wrong. */
  public Corrupt corrupt(String format, Object... args) {
    return new Corrupt(
        where.description() + ": byte " + position(), String.format(Locale.ROOT, format, args));
  }

  /** What the bytes were read from. */
  public ByteSource source() {
    return where;
  }
}
