package io.github.tfckpt.testing;

import io.github.tfckpt.testing.Hdf5Builder.Piece;
import java.util.Set;
import java.util.TreeSet;

/** What HDF5 calls TensorFlow's types: numbers as IEEE has them, and what h5py makes of others. */
public final class Hdf5Types {

  private static final int DATATYPE = 3;
  private static final int COMPLEX64 = 8;
  private static final int BOOL = 10;
  private static final int BFLOAT16 = 14;
  private static final int COMPLEX128 = 18;

  /** TensorFlow's numbers of the types that {@link #message} knows. */
  public static final Set<Integer> NUMBERS = numbers();

  private Hdf5Types() {}

  private static Set<Integer> numbers() {
    Set<Integer> numbers = new TreeSet<>(NpyBytes.DESCRS.keySet());
    numbers.add(BFLOAT16);
    return numbers;
  }

  /** The message with a type. */
  public static byte[] message(int dtype, boolean bigEndian) {
    return Hdf5Builder.message(DATATYPE, type(dtype, bigEndian));
  }

  private static Piece type(int dtype, boolean bigEndian) {
    if (dtype == BFLOAT16) {
      return real(2, 8, 127, bigEndian);
    }
    if (dtype == COMPLEX64 || dtype == COMPLEX128) {
      return complex(dtype == COMPLEX64 ? 4 : 8, bigEndian);
    }
    if (dtype == BOOL) {
      // h5py: an enum of one byte.
      Piece names = new Piece().text("FALSE\0\0\0TRUE\0\0\0\0").u8(0, 1);
      Piece head = new Piece().u8(0x18, 2, 0, 0).u32(1);
      return head.raw(integer(1, true, bigEndian).bytes()).raw(names.bytes());
    }
    String descr = NpyBytes.DESCRS.get(dtype);
    int width = descr.charAt(1) - '0';
    return switch (descr.charAt(0)) {
      case 'f' -> ieee(width, bigEndian);
      case 'i' -> integer(width, true, bigEndian);
      case 'u' -> integer(width, false, bigEndian);
      default -> throw new IllegalArgumentException(descr);
    };
  }

  private static Piece integer(int width, boolean isSigned, boolean bigEndian) {
    int bits = (isSigned ? 8 : 0) | (bigEndian ? 1 : 0);
    return new Piece().u8(0x10, bits, 0, 0).u32(width).u16(0).u16(8 * width);
  }

  private static Piece ieee(int width, boolean bigEndian) {
    int exponent = width == 2 ? 5 : width == 4 ? 8 : 11;
    return real(width, exponent, (1 << (exponent - 1)) - 1, bigEndian);
  }

  private static Piece real(int width, int exponent, int bias, boolean bigEndian) {
    int mantissa = 8 * width - 1 - exponent;
    return new Piece()
        .u8(0x11, 0x20 | (bigEndian ? 1 : 0), 8 * width - 1, 0)
        .u32(width)
        .u16(0)
        .u16(8 * width)
        .u8(mantissa, exponent, 0, mantissa)
        .u32(bias);
  }

  private static Piece complex(int width, boolean bigEndian) {
    Piece type = new Piece().u8(0x16, 2, 0, 0).u32(2 * width);
    for (int i = 0; i < 2; i++) {
      type.text(i == 0 ? "r" : "i").raw(new byte[7]).u32(i * width).raw(new byte[28]);
      type.raw(ieee(width, bigEndian).bytes());
    }
    return type;
  }
}
