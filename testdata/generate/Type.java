package io.github.tfckpt.generate;

import java.util.List;
import java.util.Locale;

/**
 * An element type of TensorFlow, from a table of its own: what is expected of the reader must not
 * come from the reader. TensorFlow 2.18 knows these; six newer ones only Python can write.
 *
 * @see "tensorflow/core/framework/types.proto, DataType"
 */
public enum Type {
  FLOAT32(1, 4, 4),
  FLOAT64(2, 8, 8),
  INT32(3, 4, 4),
  UINT8(4, 1, 1),
  INT16(5, 2, 2),
  INT8(6, 1, 1),
  STRING(7, 0, 0),
  COMPLEX64(8, 8, 4),
  INT64(9, 8, 8),
  BOOL(10, 1, 1),
  QINT8(11, 1, 1),
  QUINT8(12, 1, 1),
  QINT32(13, 4, 4),
  BFLOAT16(14, 2, 2),
  QINT16(15, 2, 2),
  QUINT16(16, 2, 2),
  UINT16(17, 2, 2),
  COMPLEX128(18, 16, 8),
  FLOAT16(19, 2, 2),
  UINT32(22, 4, 4),
  UINT64(23, 8, 8),
  FLOAT8_E5M2(24, 1, 1),
  FLOAT8_E4M3FN(25, 1, 1),
  INT4(29, 1, 1),
  UINT4(30, 1, 1);

  /** All of them. */
  public static final List<Type> ALL = List.of(values());

  /** The number that TensorFlow stores. */
  final int number;

  /** Bytes of one element, 0 if it varies. */
  final int width;

  /** Bytes of one real number: half the width of a complex element. */
  final int part;

  Type(int number, int width, int part) {
    this.number = number;
    this.width = width;
    this.part = part;
  }

  /** The name that TensorFlow prints. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True if the V1 writer takes it. */
  public boolean inV1() {
    return switch (this) {
      case FLOAT32, FLOAT64, INT8, INT16, INT32, INT64, UINT8, UINT16, STRING, BOOL -> true;
      case COMPLEX64, COMPLEX128, FLOAT16, QINT8, QUINT8, QINT32 -> true;
      default -> false;
    };
  }
}
