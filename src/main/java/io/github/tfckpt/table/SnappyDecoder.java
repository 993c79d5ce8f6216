package io.github.tfckpt.table;

import io.github.tfckpt.io.CheckpointException.Corrupt;

/**
 * Raw Snappy, decoded in Java.
 *
 * <pre>
 *   length     varint32   bytes of the plain data
 *   element*   tag u8, its low two bits say what it is:
 *     00       literal: tag / 4 + 1 bytes follow; 60..63 there: the count - 1 stands in the next
 *              1..4 bytes
 *     01       copy: length (tag / 4) % 8 + 4, offset 11 bits: tag / 32, then one byte
 *     10       copy: length tag / 4 + 1, offset u16
 *     11       copy: length tag / 4 + 1, offset u32
 * </pre>
 *
 * <p>A copy repeats bytes that lie {@code offset} back, and may overlap what it makes.
 *
 * @see "github.com/google/snappy, format_description.txt"
 */
final class SnappyDecoder {

  private final String where;
  private final byte[] packed;
  private final int size;
  private int position;

  SnappyDecoder(String where, byte[] packed, int size) {
    this.where = where;
    this.packed = packed;
    this.size = size;
  }

  /**
   * The length of the plain data, after walking all elements without making any.
   *
   * @throws Corrupt if an element is cut short or reaches back too far, or the length is not what
   *     is claimed
   */
  int measure() throws Corrupt {
    long claimed = claimedLength();
    long made = 0;
    while (position < size) {
      int tag = packed[position++] & 0xff;
      long length = elementLength(tag);
      if ((tag & 3) == 0) {
        position += (int) need(length);
      } else {
        checkOffset(copyOffset(tag), made);
      }
      made += length;
      if (made > claimed) {
        throw corrupt("makes more than the %d bytes it claims", claimed);
      }
    }
    if (made != claimed || made > Integer.MAX_VALUE - 8) {
      throw corrupt("makes %d bytes, claims %d", made, claimed);
    }
    return (int) made;
  }

  /** Fills {@code plain}, which has the length that {@link #measure} gave. */
  void decode(byte[] plain) throws Corrupt {
    claimedLength();
    int at = 0;
    while (position < size) {
      int tag = packed[position++] & 0xff;
      int length = (int) elementLength(tag);
      if ((tag & 3) == 0) {
        System.arraycopy(packed, position, plain, at, length);
        position += length;
      } else {
        copy(plain, at, (int) copyOffset(tag), length);
      }
      at += length;
    }
  }

  private static void copy(byte[] plain, int at, int offset, int length) {
    if (offset >= length) {
      System.arraycopy(plain, at - offset, plain, at, length);
      return;
    }
    for (int i = at; i < at + length; i++) {
      plain[i] = plain[i - offset];
    }
  }

  private long claimedLength() throws Corrupt {
    position = 0;
    long length = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      need(1);
      int b = packed[position++];
      length |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return length;
      }
    }
    throw corrupt("its length is a varint of more than %d bytes", 5);
  }

  /** How many bytes the element makes; a literal's count is passed over. */
  private long elementLength(int tag) throws Corrupt {
    int high = tag >> 2;
    if ((tag & 3) == 1) {
      return (high & 7) + 4L;
    }
    return (tag & 3) != 0 || high < 60 ? high + 1L : little(high - 59) + 1;
  }

  private long copyOffset(int tag) throws Corrupt {
    return switch (tag & 3) {
      case 1 -> ((long) (tag >> 5) << 8) | little(1);
      case 2 -> little(2);
      default -> little(4);
    };
  }

  private void checkOffset(long offset, long made) throws Corrupt {
    if (offset == 0 || offset > made) {
      throw corrupt("copies from %d back, %d bytes are there", offset, made);
    }
  }

  private long little(int bytes) throws Corrupt {
    need(bytes);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) (packed[position++] & 0xff) << (8 * i);
    }
    return value;
  }

  private long need(long count) throws Corrupt {
    if (count > size - position) {
      throw corrupt("expected %d bytes, %d are left", count, size - position);
    }
    return count;
  }

  private Corrupt corrupt(String format, Object... args) {
    return Corrupt.at(where + ": Snappy byte " + position, format, args);
  }
}
