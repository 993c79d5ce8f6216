package io.github.tfckpt.testing;

import java.util.stream.IntStream;

/** TensorFlow's element types by number: names, widths and what a big-endian writer turns. */
public final class DTypes {

  public static final int FLOAT = 1;
  public static final int DOUBLE = 2;
  public static final int INT32 = 3;
  public static final int UINT8 = 4;
  public static final int INT16 = 5;
  public static final int INT8 = 6;
  public static final int STRING = 7;
  public static final int COMPLEX64 = 8;
  public static final int INT64 = 9;
  public static final int BOOL = 10;
  public static final int QINT32 = 13;
  public static final int BFLOAT16 = 14;
  public static final int UINT16 = 17;
  public static final int COMPLEX128 = 18;
  public static final int HALF = 19;
  public static final int RESOURCE = 20;
  public static final int VARIANT = 21;
  public static final int UINT32 = 22;
  public static final int UINT64 = 23;
  public static final int INT4 = 29;

  private static final String[] NAMES = {
    "",
    "float32",
    "float64",
    "int32",
    "uint8",
    "int16",
    "int8",
    "string",
    "complex64",
    "int64",
    "bool",
    "qint8",
    "quint8",
    "qint32",
    "bfloat16",
    "qint16",
    "quint16",
    "uint16",
    "complex128",
    "float16",
    "resource",
    "variant",
    "uint32",
    "uint64",
    "float8_e5m2",
    "float8_e4m3fn",
    "float8_e4m3fnuz",
    "float8_e4m3b11fnuz",
    "float8_e5m2fnuz",
    "int4",
    "uint4",
    "int2",
    "uint2",
    "float4_e2m1fn"
  };

  private static final int[] WIDTHS = {
    0, 4, 8, 4, 1, 2, 1, 0, 8, 8, 1, 1, 1, 4, 2, 2, 2, 2, 16, 2, 0, 0, 4, 8, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1
  };

  private DTypes() {}

  /** All numbers of types that have elements of one width. */
  public static int[] fixed() {
    return IntStream.range(1, WIDTHS.length).filter(n -> WIDTHS[n] > 0).toArray();
  }

  public static String name(int number) {
    return NAMES[number];
  }

  /** Bytes of one element; 0 if it varies or cannot be stored. */
  public static int width(int number) {
    return WIDTHS[number];
  }

  /** How many bytes are turned around together: half an element of a complex type. */
  public static int swapUnit(int number) {
    boolean complex = number == COMPLEX64 || number == COMPLEX128;
    return complex ? WIDTHS[number] / 2 : Math.max(1, WIDTHS[number]);
  }

  /** The same elements with the bytes of each number turned around. */
  public static byte[] swapped(int number, byte[] bytes) {
    int unit = swapUnit(number);
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      int inUnit = i % unit;
      turned[i] = bytes[i - inUnit + unit - 1 - inUnit];
    }
    return turned;
  }
}
