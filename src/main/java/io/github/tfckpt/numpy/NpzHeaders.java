package io.github.tfckpt.numpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The parts of a zip file that are not content. Members are stored as they are, never compressed.
 *
 * <pre>
 *   local      50 4b 03 04, before each member
 *   central    50 4b 01 02, one for each member, after all of them
 *   end        50 4b 05 06; if there are more than 65,534 members, or 4 GiB: before it a record
 *              50 4b 06 06 of the same in 64 bits, and 50 4b 06 07, which says where that is
 * </pre>
 *
 * <p>A size or offset that does not fit in 32 bits is {@code ffffffff}, and the true one is in an
 * extra field of kind 1. Every member is dated 1980-01-01, as numpy does it: the same tensors give
 * the same file.
 *
 * @see "PKWARE APPNOTE.TXT, 4.3 to 4.5"
 */
final class NpzHeaders {

  private static final long U32 = 0xffffffffL;
  private static final int U16 = 0xffff;
  private static final short ZIP64_VERSION = 45;
  private static final short UNIX = 3 << 8;
  private static final short UTF_8_NAME = 0x800;
  private static final short FIRST_DAY = 1 << 5 | 1;

  /** A regular file that its owner may write and all may read. */
  private static final int MODE = 0100644 << 16;

  private NpzHeaders() {}

  /** The name of a tensor's member. */
  static byte[] name(String tensor) {
    return (tensor + ".npy").getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes before a member. */
  static int localSize(byte[] name, long size) {
    return 30 + name.length + (size >= U32 ? 20 : 0);
  }

  /** What precedes a member. */
  static byte[] local(byte[] name, long size, int crc) {
    boolean great = size >= U32;
    byte[] header = new byte[localSize(name, size)];
    ByteBuffer out = littleEndian(header);
    out.putInt(0x04034b50);
    common(out, name, size, crc, great ? 20 : 0);
    out.put(name);
    if (great) {
      out.putShort((short) 1).putShort((short) 16).putLong(size).putLong(size);
    }
    return header;
  }

  /**
   * What the directory says of a member.
   *
   * @param offset where its local header begins
   */
  static byte[] central(byte[] name, long size, int crc, long offset) {
    int extra = (size >= U32 ? 16 : 0) + (offset >= U32 ? 8 : 0);
    int extraSize = extra == 0 ? 0 : 4 + extra;
    byte[] header = new byte[46 + name.length + extraSize];
    ByteBuffer out = littleEndian(header);
    out.putInt(0x02014b50).putShort((short) (UNIX | ZIP64_VERSION));
    common(out, name, size, crc, extraSize);
    // No comment, first disk, no text.
    out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    out.putInt(MODE).putInt((int) Math.min(offset, U32)).put(name);
    if (extra > 0) {
      out.putShort((short) 1).putShort((short) extra);
      if (size >= U32) {
        out.putLong(size).putLong(size);
      }
      if (offset >= U32) {
        out.putLong(offset);
      }
    }
    return header;
  }

  private static void common(ByteBuffer out, byte[] name, long size, int crc, int extra) {
    boolean ascii = true;
    for (byte b : name) {
      ascii &= b >= 0;
    }
    out.putShort(ZIP64_VERSION).putShort(ascii ? 0 : UTF_8_NAME).putShort((short) 0);
    out.putShort((short) 0).putShort(FIRST_DAY).putInt(crc);
    out.putInt((int) Math.min(size, U32)).putInt((int) Math.min(size, U32));
    out.putShort((short) name.length).putShort((short) extra);
  }

  /**
   * What ends the file.
   *
   * @param start where the directory begins
   * @param size its bytes
   */
  static byte[] end(long count, long start, long size) {
    boolean great = count >= U16 || start >= U32 || size >= U32;
    byte[] records = new byte[great ? 56 + 20 + 22 : 22];
    ByteBuffer out = littleEndian(records);
    if (great) {
      out.putInt(0x06064b50).putLong(44).putShort((short) (UNIX | ZIP64_VERSION));
      out.putShort(ZIP64_VERSION).putInt(0).putInt(0).putLong(count).putLong(count);
      out.putLong(size).putLong(start);
      out.putInt(0x07064b50).putInt(0).putLong(start + size).putInt(1);
    }
    out.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
    out.putShort((short) Math.min(count, U16)).putShort((short) Math.min(count, U16));
    out.putInt((int) Math.min(size, U32)).putInt((int) Math.min(start, U32)).putShort((short) 0);
    return records;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
