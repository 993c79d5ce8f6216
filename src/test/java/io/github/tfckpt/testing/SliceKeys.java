package io.github.tfckpt.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Writer of ordered code, in which the keys of slices are spelled.
 *
 * <pre>
 *   key        U(0) S(name) U(rank) (I(start) I(length))*
 *   U          count of significant bytes, then those, big-endian
 *   S          bytes, with 00 as 00 ff and ff as ff 00; then 00 01
 *   I          L bytes big-endian two's complement, the first two xor-ed with a header for L
 * </pre>
 */
public final class SliceKeys {

  private static final int[] HEADERS = {
    0, 0x8000, 0xc000, 0xe000, 0xf000, 0xf800, 0xfc00, 0xfe00, 0xff00, 0xff80, 0xffc0
  };

  private SliceKeys() {}

  /** The key of a slice; {@code box} holds start and length of each dimension, -1 for all. */
  public static byte[] key(String name, long[][] box) {
    return key(name.getBytes(StandardCharsets.UTF_8), box);
  }

  public static byte[] key(byte[] name, long[][] box) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(unsigned(0));
    out.writeBytes(string(name));
    out.writeBytes(unsigned(box.length));
    for (long[] extent : box) {
      out.writeBytes(signed(extent[0]));
      out.writeBytes(signed(extent[1]));
    }
    return out.toByteArray();
  }

  public static byte[] unsigned(long value) {
    int count = (64 - Long.numberOfLeadingZeros(value) + 7) / 8;
    byte[] code = new byte[1 + count];
    code[0] = (byte) count;
    for (int i = 0; i < count; i++) {
      code[count - i] = (byte) (value >>> (8 * i));
    }
    return code;
  }

  public static byte[] string(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte b : text) {
      out.write(b);
      if (b == 0) {
        out.write(0xff);
      } else if (b == -1) {
        out.write(0);
      }
    }
    out.write(0);
    out.write(1);
    return out.toByteArray();
  }

  public static byte[] signed(long value) {
    long magnitude = value < 0 ? ~value : value;
    int length = 1 + (64 - Long.numberOfLeadingZeros(magnitude)) / 7;
    byte[] minimal = BigInteger.valueOf(value).toByteArray();
    byte[] code = new byte[length];
    for (int i = 0; i < length; i++) {
      int from = minimal.length - length + i;
      code[i] = from >= 0 ? minimal[from] : (byte) (value < 0 ? 0xff : 0);
    }
    code[0] ^= (byte) (HEADERS[length] >> 8);
    if (length > 1) {
      code[1] ^= (byte) HEADERS[length];
    }
    return code;
  }
}
