package io.github.tfckpt.tensor;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns elements, as little-endian bytes, into arrays of numbers, of any size in pieces. For one
 * thread.
 */
public final class Decoder {

  /** The tables that have been wanted, by the number of their type. */
  private static final Map<Integer, float[]> TABLES = new ConcurrentHashMap<>();

  private static final float[] NONE = {};

  private final DType dtype;

  /** Bytes of an integer or float, or of a part of a complex number. */
  private final int width;

  private final float[] floats;

  /** The value of every element that one or two bytes can hold, or empty. */
  private final float[] table;

  /**
   * A decoder of elements of one type.
   *
   * @param dtype any type of fixed width
   * @param most how many elements it will be asked for at once
   */
  public Decoder(DType dtype, int most) {
    this.dtype = dtype;
    this.width = dtype.width() / numbersPerElement();
    this.floats = new float[isSingle() ? numbersPerElement() * most : 0];
    this.table =
        dtype.width() <= 2 ? TABLES.computeIfAbsent(dtype.number(), n -> table(dtype)) : NONE;
  }

  private static float[] table(DType dtype) {
    float[] values = new float[1 << (8 * dtype.width())];
    int unused = Long.SIZE - dtype.bits();
    for (int code = 0; code < values.length; code++) {
      values[code] =
          switch (dtype.kind()) {
            case BOOL -> code == 0 ? 0 : 1;
            case INT -> (long) code << unused >> unused;
            case UINT -> (long) code << unused >>> unused;
            default -> dtype.layout().orElseThrow().widen(code);
          };
    }
    return values;
  }

  private boolean isSingle() {
    return width == Float.BYTES && dtype.layout().isPresent();
  }

  /** {@return how many numbers make one element: 2 for complex types, the real part first} */
  public int numbersPerElement() {
    return dtype.kind() == DType.Kind.COMPLEX ? 2 : 1;
  }

  /**
   * Decodes elements as doubles; an integer of 64 bits becomes the nearest one.
   *
   * @param bytes whole elements, from index 0 of the buffer on; its order is little-endian
   * @param first the first element to decode, counted from 0
   * @param count how many are wanted
   * @param target takes two numbers for each element of a complex type, else one
   */
  public void decode(ByteBuffer bytes, int first, int count, double[] target) {
    decode(bytes, first, count, target, 0);
  }

  /** Like {@link #decode}, into the target from index {@code to} on. */
  void decode(ByteBuffer bytes, int first, int count, double[] target, int to) {
    int at = first * dtype.width();
    int numbers = count * numbersPerElement();
    if (table.length > 0) {
      decodeNarrow(bytes, at, count, target, to);
    } else if (isSingle()) {
      bytes.slice(at, 4 * numbers).order(bytes.order()).asFloatBuffer().get(floats, 0, numbers);
      for (int i = 0; i < numbers; i++) {
        target[to + i] = floats[i];
      }
    } else if (dtype.layout().isPresent()) {
      ByteBuffer part = bytes.slice(at, 8 * numbers).order(bytes.order());
      part.asDoubleBuffer().get(target, to, numbers);
    } else if (width == Long.BYTES) {
      for (int i = 0; i < count; i++) {
        target[to + i] = asDouble(bytes.getLong(at + 8 * i), isUnsigned());
      }
    } else if (isUnsigned()) {
      for (int i = 0; i < count; i++) {
        target[to + i] = bytes.getInt(at + 4 * i) & 0xffffffffL;
      }
    } else {
      for (int i = 0; i < count; i++) {
        target[to + i] = bytes.getInt(at + 4 * i);
      }
    }
  }

  private void decodeNarrow(ByteBuffer bytes, int at, int count, double[] target, int to) {
    if (width == 1) {
      for (int i = 0; i < count; i++) {
        target[to + i] = table[bytes.get(at + i) & 0xff];
      }
    } else {
      for (int i = 0; i < count; i++) {
        target[to + i] = table[bytes.getShort(at + 2 * i) & 0xffff];
      }
    }
  }

  /** {@return true if a {@code float} holds each element} */
  public boolean isOfFloats() {
    return numbersPerElement() == 1 && (table.length > 0 || isSingle());
  }

  /**
   * Decodes elements as floats, as {@link #isOfFloats} allows.
   *
   * @param bytes whole elements, from index 0 of the buffer on; its order is little-endian
   * @param first the first element to decode, counted from 0
   * @param count how many are wanted
   * @param target takes one number for each
   */
  public void decode(ByteBuffer bytes, int first, int count, float[] target) {
    decodeFloats(bytes, first * dtype.width(), count, target, 0);
  }

  /** Decodes the elements from {@code at} on of a type of which a {@code float} holds each. */
  void decodeFloats(ByteBuffer bytes, int at, int count, float[] target, int to) {
    if (isSingle()) {
      bytes.slice(at, 4 * count).order(bytes.order()).asFloatBuffer().get(target, to, count);
    } else if (width == 1) {
      for (int i = 0; i < count; i++) {
        target[to + i] = table[bytes.get(at + i) & 0xff];
      }
    } else {
      for (int i = 0; i < count; i++) {
        target[to + i] = table[bytes.getShort(at + 2 * i) & 0xffff];
      }
    }
  }

  /**
   * Decodes elements of an integer type or bool, exactly: sign-extended if the type has a sign,
   * else zero-extended (uint64 fills all 64 bits); a bool is 0 or 1.
   *
   * @param bytes whole elements, from index 0 of the buffer on; its order is little-endian
   * @param first the first element to decode, counted from 0
   * @param count how many are wanted
   * @param target takes one number for each
   */
  public void decodeIntegers(ByteBuffer bytes, int first, int count, long[] target) {
    decodeIntegers(bytes, first, count, target, 0);
  }

  /** Like {@link #decodeIntegers}, into the target from index {@code to} on. */
  void decodeIntegers(ByteBuffer bytes, int first, int count, long[] target, int to) {
    int at = first * width;
    for (int i = 0; i < count; i++) {
      target[to + i] =
          switch (width) {
            case 8 -> bytes.getLong(at + 8 * i);
            case 4 ->
                isUnsigned() ? bytes.getInt(at + 4 * i) & 0xffffffffL : bytes.getInt(at + 4 * i);
            case 2 -> (long) table[bytes.getShort(at + 2 * i) & 0xffff];
            default -> (long) table[bytes.get(at + i) & 0xff];
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
