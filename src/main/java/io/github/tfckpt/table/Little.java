package io.github.tfckpt.table;

import java.io.ByteArrayOutputStream;

/** Numbers as a table stores them, the lowest bits first; {@code ByteCursor} reads them. */
final class Little {

  private Little() {}

  /** Four bytes. */
  static void fixed32(int number, ByteArrayOutputStream out) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(number >>> shift);
    }
  }

  /** Seven bits a byte, as few bytes as the number needs. */
  static void varint(long number, ByteArrayOutputStream out) {
    long rest = number;
    while (rest >>> 7 != 0) {
      out.write(((int) rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
