package io.github.tfckpt.stats;

import io.github.tfckpt.tensor.Decoder;

/**
 * A number of any element type, exactly.
 *
 * @param form which of the others count
 * @param real a real number, or the real part of a complex one
 * @param imaginary the imaginary part
 * @param integer an integer; an unsigned one fills all 64 bits
 */
public record Value(Form form, double real, double imaginary, long integer) {

  /** What kind of number it is. */
  public enum Form {
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
    return new Value(Form.REAL, value, 0, 0);
  }

  static Value complex(double real, double imaginary) {
    return new Value(Form.COMPLEX, real, imaginary, 0);
  }

  /** The same number as a float, rounded to double precision. */
  Value asFloat() {
    return switch (form) {
      case REAL, COMPLEX -> this;
      case SIGNED, UNSIGNED -> real(Decoder.asDouble(integer, form == Form.UNSIGNED));
    };
  }

  /** The absolute value in double precision. */
  double magnitude() {
    return Math.hypot(asFloat().real, imaginary);
  }

  static Value integer(long value, boolean unsigned) {
    return new Value(unsigned ? Form.UNSIGNED : Form.SIGNED, 0, 0, value);
  }
}
