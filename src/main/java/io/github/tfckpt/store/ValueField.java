package io.github.tfckpt.store;

import io.github.tfckpt.tensor.DType;

/**
 * Which field of a TensorProto holds the values of a type.
 *
 * <pre>
 *   5 float_val      float32                  10 int64_val   int64
 *   6 double_val     float64                  11 bool_val    bool
 *   7 int_val        integers of up to 32     12 dcomplex_val   complex128, pairs
 *                    bits but uint32          13 half_val    float16 and bfloat16, as 16 bits
 *   8 string_val     string                   16 uint32_val  uint32
 *   9 scomplex_val   complex64, pairs         17 uint64_val  uint64
 *                                             18 float8_val  one byte each
 * </pre>
 *
 * <p>TensorFlow's Save writes fields 5 to 13 only; types of the others are read in case a file has
 * them, and because graphs do.
 *
 * @see "tensorflow/core/framework/tensor.proto, TensorProto"
 */
public final class ValueField {

  /** tensor_content: all elements as they lie in memory. */
  public static final int CONTENT = 4;

  /** string_val: one for each element. */
  public static final int STRING = 8;

  /** float8_val: one field of bytes, not a repeated one. */
  public static final int BYTES = 18;

  private ValueField() {}

  /** The field of a type that has values. */
  public static int of(DType dtype) {
    return switch (dtype.kind()) {
      case FLOAT, SMALL_FLOAT ->
          switch (dtype.width()) {
            case 8 -> 6;
            case 4 -> 5;
            case 2 -> 13;
            default -> BYTES;
          };
      case INT -> dtype.width() == 8 ? 10 : 7;
      case UINT -> dtype.width() == 8 ? 17 : dtype.width() == 4 ? 16 : 7;
      case BOOL -> 11;
      case COMPLEX -> dtype.width() == 16 ? 12 : 9;
      case STRING -> STRING;
      case OPAQUE -> throw new IllegalArgumentException(dtype + " has no values");
    };
  }

  /** The wire type of one value that is not packed. */
  static int wireType(int field) {
    return switch (field) {
      case 5, 9 -> MessageCursor.FIXED32;
      case 6, 12 -> MessageCursor.FIXED64;
      default -> MessageCursor.VARINT;
    };
  }

  /** True if packed values lie in the field as they do in memory. */
  public static boolean isPlain(int field) {
    return field == BYTES || wireType(field) != MessageCursor.VARINT;
  }
}
