package io.github.tfckpt.store;

import io.github.tfckpt.io.Bytes;
import java.io.ByteArrayOutputStream;

/**
 * An encoding whose bytes sort as what they encode does.
 *
 * <pre>
 *   unsigned   n u8 (significant bytes, 0..8), then n bytes big-endian
 *   string     each byte, but 00 as 00 ff and ff as ff 00; then 00 01
 *   signed     1..10 bytes: two's complement, big-endian, sign-extended, its first bytes XORed with
 *              a header that says how many there are: 80, c0, e0 ... fe, ff, ff 80, ff c0
 * </pre>
 *
 * @see "tensorflow/core/lib/strings/ordered_code.cc"
 */
final class OrderedCode {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  OrderedCode unsigned(long value) {
    int length = (71 - Long.numberOfLeadingZeros(value)) / 8;
    out.write(length);
    bigEndian(value, length);
    return this;
  }

  OrderedCode string(Bytes value) {
    for (int i = 0; i < value.size(); i++) {
      int b = value.at(i);
      out.write(b);
      if (b == 0 || b == 0xff) {
        out.write(~b);
      }
    }
    out.write(0);
    out.write(1);
    return this;
  }

  OrderedCode signed(long value) {
    int bits = 64 - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
    int length = 1 + bits / 7;
    byte[] code = new byte[length];
    for (int i = 0; i < length; i++) {
      int shift = 8 * (length - 1 - i);
      code[i] = (byte) (shift < 64 ? value >> shift : value >> 63);
    }
    int header = 0xffff << (16 - length);
    code[0] ^= (byte) (header >> 8);
    if (length > 8) {
      code[1] ^= (byte) header;
    }
    out.write(code, 0, length);
    return this;
  }

  /** Where a string that is encoded from {@code start} on ends, or -1 if none is. */
  static int stringEnd(Bytes code, int start) {
    for (int i = start; i + 1 < code.size(); i++) {
      int next = code.at(i + 1);
      switch (code.at(i)) {
        case 0 -> {
          if (next == 1) {
            return i + 2;
          }
          if (next != 0xff) {
            return -1;
          }
          i++;
        }
        case 0xff -> {
          if (next != 0) {
            return -1;
          }
          i++;
        }
        default -> {}
      }
    }
    return -1;
  }

  /** Where a signed number that is encoded from {@code start} on ends, or -1 if none is. */
  static int signedEnd(Bytes code, int start) {
    if (start >= code.size()) {
      return -1;
    }
    int flip = (code.at(start) & 0x80) == 0 ? 0xff : 0;
    int second = start + 1 < code.size() ? code.at(start + 1) ^ flip : 0;
    int head = ((code.at(start) ^ flip) << 8 | second) << 16;
    int length = Integer.numberOfLeadingZeros(~head);
    return length > 10 || start + length > code.size() ? -1 : start + length;
  }

  Bytes bytes() {
    return Bytes.copyOf(out.toByteArray());
  }

  private void bigEndian(long value, int length) {
    for (int i = length - 1; i >= 0; i--) {
      out.write((int) (value >>> (8 * i)));
    }
  }
}
