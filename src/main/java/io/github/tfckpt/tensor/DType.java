package io.github.tfckpt.tensor;

import io.github.tfckpt.tensor.FloatLayout.Special;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An element type, by TensorFlow's number and name. A type that is added below is known everywhere;
 * what formats call it is in {@code SafetensorsTypes} and {@code store.ValueField}, and a test
 * fails where one of them forgets it.
 *
 * @param number as stored in a checkpoint: that of TensorFlow's {@code DataType}
 * @param label TensorFlow's name, {@code float32}; a number without one is {@code dtype 34}
 * @param width bytes of one element as stored, or 0 if it varies or cannot be stored
 * @param kind how the bytes are to be understood
 * @param swapUnit how many bytes a big-endian writer turns around: the width, or half of it for
 *     complex numbers; 1 where nothing is turned
 * @param bits how many low bits of an element count: 2 or 4 for sub-byte types, else all of them
 * @param layout of a float, or of each part of a complex number
 * @see "tensorflow/core/framework/types.proto, DataType"
 */
public record DType(
    int number,
    String label,
    int width,
    Kind kind,
    int swapUnit,
    int bits,
    Optional<FloatLayout> layout) {

  /** How the bytes of an element are to be understood. */
  public enum Kind {
    /** IEEE 754 binary16, binary32 or binary64. */
    FLOAT,
    /** A float of 16 bits or fewer that is not binary16. */
    SMALL_FLOAT,
    /** Two's complement; sub-byte types lie in the low bits of one byte. */
    INT,
    /** Unsigned; sub-byte types lie in the low bits of one byte. */
    UINT,
    /** One byte, false if zero. */
    BOOL,
    /** Real part, then imaginary part. */
    COMPLEX,
    /** A byte string of any length. */
    STRING,
    /** Listed, but without values we can show: variant, resource, reference, unknown number. */
    OPAQUE
  }

  private static final List<DType> DECLARED = new ArrayList<>();

  /** IEEE 754 binary32. */
  public static final DType FLOAT32 = real(1, "float32", new FloatLayout(8, 23, 127, Special.IEEE));

  /** IEEE 754 binary64. */
  public static final DType FLOAT64 =
      real(2, "float64", new FloatLayout(11, 52, 1023, Special.IEEE));

  /** Signed, 32 bits. */
  public static final DType INT32 = integer(3, "int32", Kind.INT, 32);

  /** Unsigned, 8 bits. */
  public static final DType UINT8 = integer(4, "uint8", Kind.UINT, 8);

  /** Signed, 16 bits. */
  public static final DType INT16 = integer(5, "int16", Kind.INT, 16);

  /** Signed, 8 bits. */
  public static final DType INT8 = integer(6, "int8", Kind.INT, 8);

  /** Byte strings. */
  public static final DType STRING = unsized(7, "string", Kind.STRING);

  /** Two binary32. */
  public static final DType COMPLEX64 = complex(8, "complex64", FLOAT32);

  /** Signed, 64 bits. */
  public static final DType INT64 = integer(9, "int64", Kind.INT, 64);

  /** True or false, in a byte. */
  public static final DType BOOL = integer(10, "bool", Kind.BOOL, 8);

  /** Quantized, signed, 8 bits. */
  public static final DType QINT8 = integer(11, "qint8", Kind.INT, 8);

  /** Quantized, unsigned, 8 bits. */
  public static final DType QUINT8 = integer(12, "quint8", Kind.UINT, 8);

  /** Quantized, signed, 32 bits. */
  public static final DType QINT32 = integer(13, "qint32", Kind.INT, 32);

  /** The upper half of a binary32. */
  public static final DType BFLOAT16 = small(14, "bfloat16", 8, 7, 127, Special.IEEE);

  /** Quantized, signed, 16 bits. */
  public static final DType QINT16 = integer(15, "qint16", Kind.INT, 16);

  /** Quantized, unsigned, 16 bits. */
  public static final DType QUINT16 = integer(16, "quint16", Kind.UINT, 16);

  /** Unsigned, 16 bits. */
  public static final DType UINT16 = integer(17, "uint16", Kind.UINT, 16);

  /** Two binary64. */
  public static final DType COMPLEX128 = complex(18, "complex128", FLOAT64);

  /** IEEE 754 binary16. */
  public static final DType FLOAT16 = real(19, "float16", new FloatLayout(5, 10, 15, Special.IEEE));

  /** A handle; it has no values. */
  public static final DType RESOURCE = unsized(20, "resource", Kind.OPAQUE);

  /** Anything; its values are not read. */
  public static final DType VARIANT = unsized(21, "variant", Kind.OPAQUE);

  /** Unsigned, 32 bits. */
  public static final DType UINT32 = integer(22, "uint32", Kind.UINT, 32);

  /** Unsigned, 64 bits. */
  public static final DType UINT64 = integer(23, "uint64", Kind.UINT, 64);

  /** A float of 8 bits: the upper half of a binary16. */
  public static final DType FLOAT8_E5M2 = small(24, "float8_e5m2", 5, 2, 15, Special.IEEE);

  /** A float of 8 bits without infinities. */
  public static final DType FLOAT8_E4M3FN = small(25, "float8_e4m3fn", 4, 3, 7, Special.ONES);

  /** A float of 8 bits without infinities and -0. */
  public static final DType FLOAT8_E4M3FNUZ =
      small(26, "float8_e4m3fnuz", 4, 3, 8, Special.MINUS_ZERO);

  /** A float of 8 bits without infinities and -0, of small numbers. */
  public static final DType FLOAT8_E4M3B11FNUZ =
      small(27, "float8_e4m3b11fnuz", 4, 3, 11, Special.MINUS_ZERO);

  /** A float of 8 bits without infinities and -0, of a wide range. */
  public static final DType FLOAT8_E5M2FNUZ =
      small(28, "float8_e5m2fnuz", 5, 2, 16, Special.MINUS_ZERO);

  /** Signed, the low 4 bits of a byte. */
  public static final DType INT4 = integer(29, "int4", Kind.INT, 4);

  /** Unsigned, the low 4 bits of a byte. */
  public static final DType UINT4 = integer(30, "uint4", Kind.UINT, 4);

  /** Signed, the low 2 bits of a byte. */
  public static final DType INT2 = integer(31, "int2", Kind.INT, 2);

  /** Unsigned, the low 2 bits of a byte. */
  public static final DType UINT2 = integer(32, "uint2", Kind.UINT, 2);

  /** A float in the low 4 bits of a byte; all are finite. */
  public static final DType FLOAT4_E2M1FN = small(33, "float4_e2m1fn", 2, 1, 1, Special.NONE);

  /** All types that TensorFlow 2.21 knows, in the order of their numbers. */
  public static final List<DType> ALL = List.copyOf(DECLARED);

  private static final int FIRST_REFERENCE = 101;
  private static final int FOREIGN = -1;

  private static DType real(int number, String label, FloatLayout layout) {
    int width = layout.bits() / 8;
    return declare(
        new DType(number, label, width, Kind.FLOAT, width, 8 * width, Optional.of(layout)));
  }

  private static DType small(
      int number, String label, int exponentBits, int mantissaBits, int bias, Special special) {
    FloatLayout layout = new FloatLayout(exponentBits, mantissaBits, bias, special);
    int width = Math.max(1, layout.bits() / 8);
    return declare(
        new DType(
            number, label, width, Kind.SMALL_FLOAT, width, layout.bits(), Optional.of(layout)));
  }

  private static DType complex(int number, String label, DType part) {
    int width = 2 * part.width;
    return declare(
        new DType(number, label, width, Kind.COMPLEX, part.width, 8 * width, part.layout));
  }

  private static DType integer(int number, String label, Kind kind, int bits) {
    int width = Math.max(1, bits / 8);
    return declare(new DType(number, label, width, kind, width, bits, Optional.empty()));
  }

  private static DType unsized(int number, String label, Kind kind) {
    return declare(new DType(number, label, 0, kind, 1, 0, Optional.empty()));
  }

  private static DType declare(DType dtype) {
    DECLARED.add(dtype);
    if (dtype.number != DECLARED.size()) {
      throw new IllegalStateException(dtype + " is declared out of order");
    }
    return dtype;
  }

  /**
   * {@return the type of a number} One that names no storable type gives an opaque type.
   *
   * @param number any; those of references, 101 and up, are known by name
   */
  public static DType of(int number) {
    if (number >= 1 && number <= ALL.size()) {
      return ALL.get(number - 1);
    }
    int base = number - FIRST_REFERENCE;
    String label =
        base >= 0 && base < ALL.size() ? ALL.get(base).label + "_ref" : "dtype " + number;
    return new DType(number, label, 0, Kind.OPAQUE, 1, 0, Optional.empty());
  }

  /**
   * {@return a type that TensorFlow lacks: listed, without values we can show}
   *
   * @param label what its format calls it: {@code F8_E8M0}
   */
  public static DType foreign(String label) {
    return new DType(FOREIGN, label, 0, Kind.OPAQUE, 1, 0, Optional.empty());
  }

  /** {@return true for a type of another format that TensorFlow lacks: its elements are numbers} */
  public boolean isForeign() {
    return number == FOREIGN;
  }

  /** {@return true if each element takes the same number of bytes, and can be stored at all} */
  public boolean isFixed() {
    return width > 0;
  }

  /** {@return the integer that a quantized type stores, for the scale is not part of the type} */
  public DType unquantized() {
    for (DType plain : ALL) {
      if (label.equals("q" + plain.label)) {
        return plain;
      }
    }
    return this;
  }

  /** By number, which decides all else but what a foreign type is called. */
  @Override
  public boolean equals(Object other) {
    return other instanceof DType dtype
        && dtype.number == number
        && (number != FOREIGN || dtype.label.equals(label));
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return label;
  }
}
