package io.github.tfckpt.tensor;

import io.github.tfckpt.tensor.DType.Kind;
import java.nio.ByteBuffer;

/**
 * The elements of one piece of bytes as Java numbers. A type whose bytes are those of the array is
 * copied in bulk.
 */
final class Numbers {

  /** What the value of an element of one byte is, for each byte. */
  private static final int BYTES = 256;

  private Numbers() {}

  /**
   * Decodes all elements of a piece.
   *
   * @param dtype no wider than a {@code float}
   * @param piece little-endian, whole elements
   * @param at where in {@code target} the first one goes
   * @return how many there were
   */
  static int floats(DType dtype, ByteBuffer piece, float[] target, int at) {
    int count = piece.remaining() / dtype.width();
    if (dtype.equals(DType.FLOAT32)) {
      piece.asFloatBuffer().get(target, at, count);
    } else if (dtype.width() == 1) {
      float[] values = new float[BYTES];
      for (int i = 0; i < BYTES; i++) {
        values[i] =
            dtype.kind() == Kind.SMALL_FLOAT ? SmallFloat.widen(dtype, i) : integer(dtype, i);
      }
      for (int i = 0; i < count; i++) {
        target[at + i] = values[piece.get() & 0xff];
      }
    } else if (isReal(dtype)) {
      for (int i = 0; i < count; i++) {
        target[at + i] = SmallFloat.widen(dtype, piece.getShort());
      }
    } else {
      for (int i = 0; i < count; i++) {
        target[at + i] = integer(dtype, bits(dtype, piece));
      }
    }
    return count;
  }

  /** Like {@link #floats}, for types that are no wider than a {@code double}. */
  static int doubles(DType dtype, ByteBuffer piece, double[] target, int at) {
    int count = piece.remaining() / dtype.width();
    if (dtype.equals(DType.FLOAT64)) {
      piece.asDoubleBuffer().get(target, at, count);
    } else if (dtype.equals(DType.FLOAT32)) {
      for (int i = 0; i < count; i++) {
        target[at + i] = piece.getFloat();
      }
    } else if (isReal(dtype)) {
      for (int i = 0; i < count; i++) {
        target[at + i] = SmallFloat.widen(dtype, (int) bits(dtype, piece));
      }
    } else {
      for (int i = 0; i < count; i++) {
        target[at + i] = integer(dtype, bits(dtype, piece));
      }
    }
    return count;
  }

  /** Like {@link #floats}, for integers and bools. */
  static int longs(DType dtype, ByteBuffer piece, long[] target, int at) {
    int count = piece.remaining() / dtype.width();
    if (dtype.equals(DType.INT64)) {
      piece.asLongBuffer().get(target, at, count);
    } else {
      for (int i = 0; i < count; i++) {
        target[at + i] = integer(dtype, bits(dtype, piece));
      }
    }
    return count;
  }

  private static boolean isReal(DType dtype) {
    return dtype.kind() == Kind.FLOAT || dtype.kind() == Kind.SMALL_FLOAT;
  }

  private static long bits(DType dtype, ByteBuffer piece) {
    return switch (dtype.width()) {
      case 1 -> piece.get() & 0xff;
      case 2 -> piece.getShort() & 0xffff;
      case 4 -> piece.getInt() & 0xffffffffL;
      default -> piece.getLong();
    };
  }

  /**
   * An integer or bool: sign-extended if the type has a sign, else zero-extended (uint64 fills all
   * 64 bits). Sub-byte types count their low bits only; a bool is 0 or 1.
   *
   * @param bits of the element; higher ones are ignored
   */
  static long integer(DType dtype, long bits) {
    int unused = Long.SIZE - dtype.bits();
    return switch (dtype.kind()) {
      case BOOL -> bits == 0 ? 0 : 1;
      case INT -> bits << unused >> unused;
      default -> bits << unused >>> unused;
    };
  }
}
