package io.github.tfckpt.stats;

import io.github.tfckpt.tensor.Decoder;

/**
 * A number of any element type, exactly.
 *
 * @param type which of the others count
 * @param real a real number, or the real part of a complex one
 * @param imaginary the imaginary part
 * @param integer an integer; an unsigned one fills all 64 bits
 */
public record Value(NumberType type, double real, double imaginary, long integer) {

  /** What kind of number it is. */
  public enum NumberType {
    /** A float. */
    REAL,
    /** Two floats. */
    COMPLEX,
    /** An integer with a sign. */
    SIGNED,
    /** An integer without one. */
    UNSIGNED
  }

  static Value real(double value) {
    return new Value(NumberType.REAL, value, 0, 0);
  }

  static Value complex(double real, double imaginary) {
    return new Value(NumberType.COMPLEX, real, imaginary, 0);
  }

  /** The same number as a float, rounded to double precision. */
  Value asFloat() {
    return switch (type) {
      case REAL, COMPLEX -> this;
      case SIGNED, UNSIGNED -> real(Decoder.asDouble(integer, type == NumberType.UNSIGNED));
    };
  }

  /** The absolute value in double precision. */
  double magnitude() {
    return Math.hypot(asFloat().real, imaginary);
  }

  static Value integer(long value, boolean unsigned) {
    return new Value(unsigned ? NumberType.UNSIGNED : NumberType.SIGNED, 0, 0, value);
  }
}
