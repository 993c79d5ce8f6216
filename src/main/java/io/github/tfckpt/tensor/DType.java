package io.github.tfckpt.tensor;

import java.util.List;

/**
 * An element type, by TensorFlow's number and name.
 *
 * @param number as stored in a checkpoint: that of TensorFlow's {@code DataType}
 * @param label TensorFlow's name, {@code float32}; a number without one is {@code dtype 34}
 * @param width bytes of one element as stored, or 0 if it varies or cannot be stored
 * @param kind how the bytes are to be understood
 * @param swapUnit how many bytes a big-endian writer turns around: the width, or half of it for
 *     complex numbers; 1 where nothing is turned
 * @see "tensorflow/core/framework/types.proto, DataType"
 */
public record DType(int number, String label, int width, Kind kind, int swapUnit) {

  /** How the bytes of an element are to be understood. */
  public enum Kind {
    /** IEEE 754 binary16, binary32 or binary64. */
    FLOAT,
    /** A float of 16 bits or fewer that is not binary16: {@link SmallFloat}. */
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

  /** IEEE 754 binary32. */
  public static final DType FLOAT32 = new DType(1, "float32", 4, Kind.FLOAT, 4);

  /** IEEE 754 binary64. */
  public static final DType FLOAT64 = new DType(2, "float64", 8, Kind.FLOAT, 8);

  /** Signed, 32 bits. */
  public static final DType INT32 = new DType(3, "int32", 4, Kind.INT, 4);

  /** Unsigned, 8 bits. */
  public static final DType UINT8 = new DType(4, "uint8", 1, Kind.UINT, 1);

  /** Signed, 16 bits. */
  public static final DType INT16 = new DType(5, "int16", 2, Kind.INT, 2);

  /** Signed, 8 bits. */
  public static final DType INT8 = new DType(6, "int8", 1, Kind.INT, 1);

  /** Byte strings. */
  public static final DType STRING = new DType(7, "string", 0, Kind.STRING, 1);

  /** Two binary32. */
  public static final DType COMPLEX64 = new DType(8, "complex64", 8, Kind.COMPLEX, 4);

  /** Signed, 64 bits. */
  public static final DType INT64 = new DType(9, "int64", 8, Kind.INT, 8);

  /** True or false, in a byte. */
  public static final DType BOOL = new DType(10, "bool", 1, Kind.BOOL, 1);

  /** Quantized, signed, 8 bits. */
  public static final DType QINT8 = new DType(11, "qint8", 1, Kind.INT, 1);

  /** Quantized, unsigned, 8 bits. */
  public static final DType QUINT8 = new DType(12, "quint8", 1, Kind.UINT, 1);

  /** Quantized, signed, 32 bits. */
  public static final DType QINT32 = new DType(13, "qint32", 4, Kind.INT, 4);

  /** The upper half of a binary32. */
  public static final DType BFLOAT16 = new DType(14, "bfloat16", 2, Kind.SMALL_FLOAT, 2);

  /** Quantized, signed, 16 bits. */
  public static final DType QINT16 = new DType(15, "qint16", 2, Kind.INT, 2);

  /** Quantized, unsigned, 16 bits. */
  public static final DType QUINT16 = new DType(16, "quint16", 2, Kind.UINT, 2);

  /** Unsigned, 16 bits. */
  public static final DType UINT16 = new DType(17, "uint16", 2, Kind.UINT, 2);

  /** Two binary64. */
  public static final DType COMPLEX128 = new DType(18, "complex128", 16, Kind.COMPLEX, 8);

  /** IEEE 754 binary16. */
  public static final DType FLOAT16 = new DType(19, "float16", 2, Kind.FLOAT, 2);

  /** A handle; it has no values. */
  public static final DType RESOURCE = new DType(20, "resource", 0, Kind.OPAQUE, 1);

  /** Anything; its values are not read. */
  public static final DType VARIANT = new DType(21, "variant", 0, Kind.OPAQUE, 1);

  /** Unsigned, 32 bits. */
  public static final DType UINT32 = new DType(22, "uint32", 4, Kind.UINT, 4);

  /** Unsigned, 64 bits. */
  public static final DType UINT64 = new DType(23, "uint64", 8, Kind.UINT, 8);

  /** A float of 8 bits: {@link SmallFloat}. */
  public static final DType FLOAT8_E5M2 = small(24, "float8_e5m2");

  /** A float of 8 bits: {@link SmallFloat}. */
  public static final DType FLOAT8_E4M3FN = small(25, "float8_e4m3fn");

  /** A float of 8 bits: {@link SmallFloat}. */
  public static final DType FLOAT8_E4M3FNUZ = small(26, "float8_e4m3fnuz");

  /** A float of 8 bits: {@link SmallFloat}. */
  public static final DType FLOAT8_E4M3B11FNUZ = small(27, "float8_e4m3b11fnuz");

  /** A float of 8 bits: {@link SmallFloat}. */
  public static final DType FLOAT8_E5M2FNUZ = small(28, "float8_e5m2fnuz");

  /** Signed, the low 4 bits of a byte. */
  public static final DType INT4 = new DType(29, "int4", 1, Kind.INT, 1);

  /** Unsigned, the low 4 bits of a byte. */
  public static final DType UINT4 = new DType(30, "uint4", 1, Kind.UINT, 1);

  /** Signed, the low 2 bits of a byte. */
  public static final DType INT2 = new DType(31, "int2", 1, Kind.INT, 1);

  /** Unsigned, the low 2 bits of a byte. */
  public static final DType UINT2 = new DType(32, "uint2", 1, Kind.UINT, 1);

  /** A float of 4 bits: {@link SmallFloat}. */
  public static final DType FLOAT4_E2M1FN = small(33, "float4_e2m1fn");

  private static final int FIRST_REFERENCE = 101;

  /** All types that TensorFlow 2.21 knows, in the order of their numbers. */
  public static final List<DType> ALL =
      List.of(
          FLOAT32,
          FLOAT64,
          INT32,
          UINT8,
          INT16,
          INT8,
          STRING,
          COMPLEX64,
          INT64,
          BOOL,
          QINT8,
          QUINT8,
          QINT32,
          BFLOAT16,
          QINT16,
          QUINT16,
          UINT16,
          COMPLEX128,
          FLOAT16,
          RESOURCE,
          VARIANT,
          UINT32,
          UINT64,
          FLOAT8_E5M2,
          FLOAT8_E4M3FN,
          FLOAT8_E4M3FNUZ,
          FLOAT8_E4M3B11FNUZ,
          FLOAT8_E5M2FNUZ,
          INT4,
          UINT4,
          INT2,
          UINT2,
          FLOAT4_E2M1FN);

  private static DType small(int number, String label) {
    return new DType(number, label, 1, Kind.SMALL_FLOAT, 1);
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
    return new DType(number, label, 0, Kind.OPAQUE, 1);
  }

  /** {@return true if each element takes the same number of bytes, and can be stored at all} */
  public boolean isFixed() {
    return width > 0;
  }

  /**
   * {@return how many low bits of an element count: 2 or 4 for sub-byte types, else all of them}
   */
  public int bits() {
    return switch (number) {
      case 29, 30, 33 -> 4;
      case 31, 32 -> 2;
      default -> 8 * width;
    };
  }

  /** By number, which tells all else; a record's own equality is slow when it is first asked. */
  @Override
  public boolean equals(Object other) {
    return other instanceof DType dtype && dtype.number == number;
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
