package io.github.tfckpt.change;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.tensor.DType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A value that was typed, as an element of some type. */
final class ScalarText {

  private ScalarText() {}

  /**
   * The bytes of an element, little-endian.
   *
   * @throws IllegalArgumentException if the text is not a value of the type; the message says so
   */
  static ByteSource parse(String text, DType dtype) {
    long code =
        switch (dtype.kind()) {
          case INT, UINT -> integer(text, dtype);
          case FLOAT, SMALL_FLOAT -> real(text, dtype);
          case BOOL -> bool(text);
          default -> throw new IllegalArgumentException("is " + dtype + ", which cannot be set");
        };
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(code).array();
    return new ArraySource("'" + text + "'", bytes, dtype.width());
  }

  private static long integer(String text, DType dtype) {
    try {
      BigInteger number = new BigInteger(text.strip());
      int digits = dtype.kind() == DType.Kind.INT ? dtype.bits() - 1 : dtype.bits();
      boolean fits = dtype.kind() == DType.Kind.INT || number.signum() >= 0;
      if (fits && number.bitLength() <= digits) {
        return number.longValue();
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number that is too large.
    }
    throw wrong(text, dtype);
  }

  private static long real(String text, DType dtype) {
    try {
      double number =
          switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(text.strip());
          };
      return dtype.layout().orElseThrow().narrow(number);
    } catch (NumberFormatException e) {
      throw wrong(text, dtype);
    }
  }

  private static long bool(String text) {
    return switch (text.strip()) {
      case "true", "True", "1" -> 1;
      case "false", "False", "0" -> 0;
      default -> throw wrong(text, DType.BOOL);
    };
  }

  private static IllegalArgumentException wrong(String text, DType dtype) {
    return new IllegalArgumentException(
        "is " + dtype + ", and '" + text + "' is not a value of it");
  }
}
