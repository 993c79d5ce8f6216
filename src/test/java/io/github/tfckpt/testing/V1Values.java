package io.github.tfckpt.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The value fields of a TensorProto, one for each family of element types.
 *
 * <pre>
 *   5 float_val   6 double_val   7 int_val (8, 16 and 32 bits, quantised)   9 scomplex_val
 *   10 int64_val  11 bool_val    12 dcomplex_val   13 half_val (and bfloat16)
 *   16 uint32_val 17 uint64_val  18 float8_val (a byte string)
 * </pre>
 */
public final class V1Values {

  private V1Values() {}

  /** The field that holds elements of a type. */
  public static int field(int dtype) {
    return switch (dtype) {
      case DTypes.FLOAT -> 5;
      case DTypes.DOUBLE -> 6;
      case DTypes.STRING -> 8;
      case DTypes.COMPLEX64 -> 9;
      case DTypes.COMPLEX128 -> 12;
      case DTypes.INT64 -> 10;
      case DTypes.BOOL -> 11;
      case DTypes.HALF, DTypes.BFLOAT16 -> 13;
      case DTypes.UINT32 -> 16;
      case DTypes.UINT64 -> 17;
      case 24, 25, 26, 27, 28, 33 -> 18;
      case 3, 4, 5, 6, 11, 12, 13, 15, 16, 17, 29, 30, 31, 32 -> 7;
      default -> throw new IllegalArgumentException("no field is known of type " + dtype);
    };
  }

  /** A TensorProto with nothing but values. */
  public static Wire encode(int dtype, byte[] elements, boolean packed) {
    int field = field(dtype);
    if (field == 18) {
      return new Wire().bytes(field, elements);
    }
    boolean fixed = field == 5 || field == 6 || field == 9 || field == 12;
    Wire wire = new Wire();
    if (packed) {
      byte[] values = fixed ? elements : varints(dtype, elements, -1).toBytes();
      return values.length == 0 ? wire : wire.bytes(field, values);
    }
    if (!fixed) {
      return varints(dtype, elements, field);
    }
    int unit = DTypes.swapUnit(dtype);
    for (int at = 0; at < elements.length; at += unit) {
      wire.varint(8L * field + (unit == 4 ? 5 : 1));
      wire.raw(java.util.Arrays.copyOfRange(elements, at, at + unit));
    }
    return wire;
  }

  /** Each element as a varint, sign-extended to 64 bits, behind a tag if there is a field. */
  private static Wire varints(int dtype, byte[] elements, int field) {
    ByteBuffer in = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
    Wire wire = new Wire();
    while (in.hasRemaining()) {
      if (field > 0) {
        wire.varint(8L * field);
      }
      wire.varint(next(dtype, in));
    }
    return wire;
  }

  private static long next(int dtype, ByteBuffer in) {
    return switch (dtype) {
      case DTypes.INT64, DTypes.UINT64 -> in.getLong();
      case DTypes.INT32, DTypes.QINT32 -> in.getInt();
      case DTypes.UINT32 -> in.getInt() & 0xffffffffL;
      case DTypes.INT16, 15 -> in.getShort();
      case 16, DTypes.UINT16, DTypes.HALF, DTypes.BFLOAT16 -> in.getShort() & 0xffffL;
      case DTypes.INT8, 11 -> in.get();
      default -> in.get() & 0xffL;
    };
  }
}
