package io.github.tfckpt.generate;

import io.github.tfckpt.io.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Elements by their bits: the special ones of each type, and random ones. */
public final class Bits {

  /** Zeros, ones, the ends of the subnormal and the normal numbers, infinities, NaN payloads. */
  private static final long[] FLOAT16 = {
    0x0000, 0x8000, 0x3c00, 0xbc00, 0x0001, 0x8001, 0x03ff, 0x0400, 0x7bff, 0xfbff, 0x7c00, 0xfc00,
    0x7e00, 0xfe00, 0x7c01, 0x7d55, 0x2e66, 0x4248
  };

  private static final long[] BFLOAT16 = {
    0x0000, 0x8000, 0x3f80, 0xbf80, 0x0001, 0x8001, 0x007f, 0x0080, 0x7f7f, 0xff7f, 0x7f80, 0xff80,
    0x7fc0, 0xffc0, 0x7f81, 0x3dcd, 0x4049
  };

  private static final long[] FLOAT32 = {
    0x00000000, 0x80000000, 0x3f800000, 0xbf800000, 0x00000001, 0x80000001, 0x007fffff, 0x00800000,
    0x7f7fffff, 0xff7fffff, 0x7f800000, 0xff800000, 0x7fc00000, 0xffc00000, 0x7fc12345, 0x7f800001,
    0x3dcccccd, 0x40490fdb, 0x4b800001, 0xc2f6e979
  };

  private static final long[] FLOAT64 = {
    0x0000000000000000L, 0x8000000000000000L, 0x3ff0000000000000L, 0xbff0000000000000L,
    0x0000000000000001L, 0x8000000000000001L, 0x000fffffffffffffL, 0x0010000000000000L,
    0x7fefffffffffffffL, 0xffefffffffffffffL, 0x7ff0000000000000L, 0xfff0000000000000L,
    0x7ff8000000000000L, 0xfff8000000000000L, 0x7ff8123456789abcL, 0x7ff0000000000001L,
    0x3fb999999999999aL, 0x400921fb54442d18L
  };

  private Bits() {}

  /** The special elements of a type, as a row. */
  public static Value special(Type type) {
    if (type == Type.STRING) {
      return strings();
    }
    long[] bits = specialBits(type);
    if (type.part == type.width) {
      return row(type, bits);
    }
    long[] pairs = new long[2 * bits.length];
    for (int i = 0; i < bits.length; i++) {
      pairs[2 * i] = bits[i];
      pairs[2 * i + 1] = bits[(i + 7) % bits.length];
    }
    return row(type, pairs);
  }

  private static long[] specialBits(Type type) {
    return switch (type) {
      case FLOAT16 -> FLOAT16;
      case BFLOAT16 -> BFLOAT16;
      case FLOAT32, COMPLEX64 -> FLOAT32;
      case FLOAT64, COMPLEX128 -> FLOAT64;
      case BOOL -> new long[] {0, 1, 1, 0, 1};
      case INT4, UINT4 -> range(16);
      default -> type.width == 1 ? range(256) : whole(8 * type.width);
    };
  }

  private static long[] range(int end) {
    long[] bits = new long[end];
    for (int i = 0; i < end; i++) {
      bits[i] = i;
    }
    return bits;
  }

  /** Of a whole number of so many bits: least, greatest, and where varints grow. */
  private static long[] whole(int bits) {
    long top = 1L << (bits - 1);
    return new long[] {
      0, 1, -1, top, top - 1, 2, 127, 128, -128, -129, 255, 256, 16383, 16384, 12345, -12345
    };
  }

  private static Value strings() {
    byte[] all = new byte[256];
    byte[] bytes = new byte[5000];
    for (int i = 0; i < bytes.length; i++) {
      all[i % 256] = (byte) i;
      bytes[i] = (byte) ('a' + i % 26);
    }
    List<Bytes> texts = new ArrayList<>();
    for (String text :
        new String[] {"", "hello", "\0", "a\0b", "gr\u00fc\u00dfe \u4e16\u754c", ""}) {
      texts.add(Bytes.utf8(text));
    }
    texts.add(Bytes.copyOf(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0x80}));
    texts.add(Bytes.copyOf(all));
    texts.add(Bytes.copyOf(bytes));
    texts.add(Bytes.utf8("\u001b[31mred\u001b[0m \"quoted\" \\x41 \n"));
    return Value.of(Type.STRING, new long[] {texts.size()}, texts);
  }

  /** Elements given by the low bits of each number, as a row. */
  static Value row(Type type, long... bits) {
    ByteBuffer bytes = ByteBuffer.allocate(bits.length * type.part).order(ByteOrder.LITTLE_ENDIAN);
    for (long each : bits) {
      for (int i = 0; i < type.part; i++) {
        bytes.put((byte) (each >> (8 * i)));
      }
    }
    return Value.raw(type, new long[] {bytes.capacity() / type.width}, bytes.array());
  }

  /** Elements of random bits that are legal for the type. */
  public static Value random(Type type, long[] extents, Random random) {
    int count = 1;
    for (long extent : extents) {
      count = Math.multiplyExact(count, Math.toIntExact(extent));
    }
    List<Bytes> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] element = new byte[type == Type.STRING ? random.nextInt(20) : type.width];
      random.nextBytes(element);
      if (type == Type.BOOL) {
        element[0] &= 1;
      } else if (type == Type.INT4 || type == Type.UINT4) {
        element[0] &= 15;
      }
      elements.add(Bytes.copyOf(element));
    }
    return Value.of(type, extents, elements);
  }
}
