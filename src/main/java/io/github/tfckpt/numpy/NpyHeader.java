package io.github.tfckpt.numpy;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.nio.charset.StandardCharsets;

/**
 * The header before the elements in a {@code .npy} file, format version 1.0.
 *
 * <pre>
 *   magic     u8[6]   93 "NUMPY"
 *   version   u8[2]   1, 0
 *   length    u16     bytes that follow before the first element; little-endian
 *   header    ascii   a Python dict: descr, fortran_order, shape; spaces; a newline
 * </pre>
 *
 * <p>The spaces leave room for the first extent to grow to 21 digits, and make the whole a multiple
 * of 64 bytes. The later versions are for headers of 64 KiB and for names outside of Latin-1: no
 * tensor has one.
 *
 * @see "numpy/lib/_format_impl.py, _write_array_header"
 */
final class NpyHeader {

  private static final int ALIGNMENT = 64;
  private static final int BEFORE_HEADER = 10;
  private static final int ROOM_TO_GROW = 21;

  private NpyHeader() {}

  /**
   * The bytes of the header.
   *
   * @param descr the type as numpy writes it: {@code <f4}
   */
  static byte[] of(String descr, Shape shape) {
    StringBuilder dict = new StringBuilder("{'descr': '").append(descr);
    dict.append("', 'fortran_order': False, 'shape': (");
    for (int axis = 0; axis < shape.rank(); axis++) {
      dict.append(axis == 0 ? "" : ", ").append(shape.extent(axis));
    }
    dict.append(shape.rank() == 1 ? ",), }" : "), }");
    if (shape.rank() > 0) {
      dict.append(" ".repeat(ROOM_TO_GROW - Long.toString(shape.extent(0)).length()));
    }
    int length = dict.length() + 1;
    dict.append(" ".repeat(ALIGNMENT - (BEFORE_HEADER + length) % ALIGNMENT)).append('\n');
    byte[] header = new byte[BEFORE_HEADER + dict.length()];
    byte[] magic = "\u0093NUMPY\u0001\0".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(magic, 0, header, 0, magic.length);
    header[8] = (byte) dict.length();
    header[9] = (byte) (dict.length() >> 8);
    byte[] ascii = dict.toString().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, header, BEFORE_HEADER, ascii.length);
    return header;
  }

  /** The type of elements as numpy writes it. */
  static String descr(DType dtype) {
    String order = dtype.width() == 1 ? "|" : "<";
    return switch (dtype.kind()) {
      case BOOL -> "|b1";
      case INT -> order + "i" + dtype.width();
      case UINT -> order + "u" + dtype.width();
      case FLOAT -> "<f" + dtype.width();
      case COMPLEX -> "<c" + dtype.width();
      default -> throw new IllegalArgumentException(dtype + " is not a numpy type");
    };
  }
}
