package io.github.tfckpt.tensor;

import java.nio.ByteBuffer;

/**
 * Turns elements, as little-endian bytes, into arrays of numbers, of any size in pieces. For one
 * thread.
 */
public final class Decoder {

  private final DType dtype;
  private final float[] floats;

  /** The value of every element that one or two bytes can hold, or empty. */
  private final double[] table;

  /**
   * A decoder of elements of one type.
   *
   * @param dtype any type of fixed width
   * @param most how many elements it will be asked for at once
   */
  public Decoder(DType dtype, int most) {
    this.dtype = dtype;
    this.floats =
        dtype.equals(DType.FLOAT32) || dtype.equals(DType.COMPLEX64)
            ? new float[2 * most]
            : new float[0];
    boolean tabled = dtype.width() <= 2 && dtype.kind() != DType.Kind.BOOL;
    this.table = tabled ? new double[1 << (8 * dtype.width())] : new double[0];
    for (int bits = 0; bits < table.length; bits++) {
      table[bits] =
          switch (dtype.kind()) {
            case FLOAT, SMALL_FLOAT -> SmallFloat.widen(dtype, bits);
            case INT -> (double) (((long) bits << (64 - dtype.bits())) >> (64 - dtype.bits()));
            default -> (double) (((long) bits << (64 - dtype.bits())) >>> (64 - dtype.bits()));
          };
    }
  }

  /** {@return how many numbers make one element: 2 for complex types, the real part first} */
  public int numbersPerElement() {
    return dtype.kind() == DType.Kind.COMPLEX ? 2 : 1;
  }

  /**
   * Decodes elements as doubles; an integer of 64 bits becomes the nearest one.
   *
   * @param bytes whole elements, from index 0 of the buffer on; its order is little-endian
   * @param first the first element that is wanted, counted from 0
   * @param count how many are wanted
   * @param target takes two numbers for each element of a complex type, else one
   */
  public void decode(ByteBuffer bytes, int first, int count, double[] target) {
    int at = first * dtype.width();
    int numbers = count * numbersPerElement();
    switch (dtype.number()) {
      case 1, 8 -> {
        bytes.slice(at, 4 * numbers).order(bytes.order()).asFloatBuffer().get(floats, 0, numbers);
        for (int i = 0; i < numbers; i++) {
          target[i] = floats[i];
        }
      }
      case 2, 18 ->
          bytes
              .slice(at, 8 * numbers)
              .order(bytes.order())
              .asDoubleBuffer()
              .get(target, 0, numbers);
      case 3, 13 -> {
        for (int i = 0; i < count; i++) {
          target[i] = bytes.getInt(at + 4 * i);
        }
      }
      case 22 -> {
        for (int i = 0; i < count; i++) {
          target[i] = bytes.getInt(at + 4 * i) & 0xffffffffL;
        }
      }
      case 9, 23 -> {
        for (int i = 0; i < count; i++) {
          target[i] = asDouble(bytes.getLong(at + 8 * i), dtype.number() == 23);
        }
      }
      default -> decodeNarrow(bytes, at, count, target);
    }
  }

  private void decodeNarrow(ByteBuffer bytes, int at, int count, double[] target) {
    if (dtype.kind() == DType.Kind.BOOL) {
      for (int i = 0; i < count; i++) {
        target[i] = bytes.get(at + i) == 0 ? 0 : 1;
      }
    } else if (dtype.width() == 1) {
      for (int i = 0; i < count; i++) {
        target[i] = table[bytes.get(at + i) & 0xff];
      }
    } else {
      for (int i = 0; i < count; i++) {
        target[i] = table[bytes.getShort(at + 2 * i) & 0xffff];
      }
    }
  }

  /**
   * Decodes elements of an integer type or bool, exactly: sign-extended if the type has a sign,
   * else zero-extended (uint64 fills all 64 bits); a bool is 0 or 1.
   *
   * @param bytes whole elements, from index 0 of the buffer on; its order is little-endian
   * @param first the first element that is wanted, counted from 0
   * @param count how many are wanted
   * @param target takes one number for each
   */
  public void decodeIntegers(ByteBuffer bytes, int first, int count, long[] target) {
    int at = first * dtype.width();
    for (int i = 0; i < count; i++) {
      target[i] =
          switch (dtype.width()) {
            case 8 -> bytes.getLong(at + 8 * i);
            case 4 ->
                dtype.kind() == DType.Kind.INT
                    ? bytes.getInt(at + 4 * i)
                    : bytes.getInt(at + 4 * i) & 0xffffffffL;
            case 2 -> (long) table[bytes.getShort(at + 2 * i) & 0xffff];
            default ->
                dtype.kind() == DType.Kind.BOOL
                    ? (bytes.get(at + i) == 0 ? 0 : 1)
                    : (long) table[bytes.get(at + i) & 0xff];
          };
    }
  }

  /** {@return true for integers without a sign} */
  public boolean isUnsigned() {
    return dtype.kind() == DType.Kind.UINT;
  }

  /**
   * {@return the double nearest to an integer of 64 bits}
   *
   * @param value the integer's bits
   * @param unsigned if they are those of a uint64
   */
  public static double asDouble(long value, boolean unsigned) {
    if (!unsigned || value >= 0) {
      return value;
    }
    // The lowest bit is kept as a sticky bit, so that halving does not round twice.
    return ((value >>> 1) | (value & 1)) * 2.0;
  }
}
