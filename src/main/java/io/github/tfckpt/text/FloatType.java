package io.github.tfckpt.text;

import io.github.tfckpt.tensor.DType;

/**
 * A binary floating-point type, as far as it decides which decimal digits tell its values apart.
 */
public enum FloatType {
  HALF(11, -14, 3, 1e3),
  SINGLE(24, -126, 6, 1e6),
  DOUBLE(53, -1022, 15, 1e16),
  BFLOAT16(8, -126, 2, 1e6),
  FLOAT8_E5M2(3, -14, 0, 1e6),
  FLOAT8_E4M3FN(4, -6, 0, 1e6),
  FLOAT8_E4M3FNUZ(4, -7, 0, 1e6),
  FLOAT8_E4M3B11FNUZ(4, -10, 0, 1e6),
  FLOAT8_E5M2FNUZ(3, -15, 0, 1e6),
  FLOAT4_E2M1FN(2, 0, 0, 1e6);

  private static final double HALF_TEN_THOUSANDTH = 0x1.a38p-14;

  private final int precision;
  private final int minExponent;
  private final int safeDigits;
  private final double scalarLimit;

  /**
   * A type by its parameters.
   *
   * @param precision bits of the significand, the hidden one counted
   * @param minExponent the power of two that is the smallest normal value
   * @param safeDigits how many decimal digits every normal value keeps
   * @param scalarLimit from where on numpy writes a scalar with an exponent
   */
  FloatType(int precision, int minExponent, int safeDigits, double scalarLimit) {
    this.precision = precision;
    this.minExponent = minExponent;
    this.safeDigits = safeDigits;
    this.scalarLimit = scalarLimit;
  }

  /**
   * The type of a float's value, or of the two parts of a complex number.
   *
   * @throws IllegalArgumentException for types that are neither
   */
  public static FloatType of(DType dtype) {
    return switch (dtype.number()) {
      case 1, 8 -> SINGLE;
      case 2, 18 -> DOUBLE;
      case 14 -> BFLOAT16;
      case 19 -> HALF;
      case 24 -> FLOAT8_E5M2;
      case 25 -> FLOAT8_E4M3FN;
      case 26 -> FLOAT8_E4M3FNUZ;
      case 27 -> FLOAT8_E4M3B11FNUZ;
      case 28 -> FLOAT8_E5M2FNUZ;
      case 33 -> FLOAT4_E2M1FN;
      default -> throw new IllegalArgumentException(dtype + " is no float");
    };
  }

  /** The type of numpy that shows such values: this one, or float32 where numpy lacks it. */
  public FloatType shownAs() {
    return this == HALF || this == DOUBLE ? this : SINGLE;
  }

  /** True if numpy writes a scalar of this magnitude, which is not 0, with an exponent. */
  boolean scalarNeedsExponent(double magnitude) {
    return magnitude >= scalarLimit || magnitude < 1e-4;
  }

  /**
   * True if numpy writes an array with exponents, judging by its values that are neither 0 nor
   * infinite nor NaN. All comparisons are made in the type itself.
   *
   * @param suppress if small values may show as 0 instead
   */
  public boolean arrayNeedsExponent(double least, double greatest, boolean suppress) {
    if (greatest >= Math.min(scalarLimit, 1e8)) {
      return true;
    }
    if (suppress) {
      return false;
    }
    return switch (this) {
      // Half of the step behind 1000 still rounds to 1000.
      case HALF -> least < HALF_TEN_THOUSANDTH || (float) greatest / (float) least > 1000.25f;
      case DOUBLE -> least < 1e-4 || greatest / least > 1000;
      default -> least < 1e-4f || (float) greatest / (float) least > 1000;
    };
  }

  /** Most decimal digits that a value can need. */
  public int mostDigits() {
    return switch (this) {
      case DOUBLE -> 17;
      case HALF -> 5;
      default -> 9;
    };
  }

  /** How many digits of a value are sure to be those of its shortest decimal, then zeros. */
  int safeDigits(double value) {
    return Math.getExponent(value) < minExponent ? 0 : safeDigits;
  }

  /** The distance from a positive value to the next greater one. */
  double step(double value) {
    return Math.scalb(1.0, Math.max(Math.getExponent(value), minExponent) - precision + 1);
  }

  /** True if the next smaller value is nearer than the next greater one. */
  boolean isUneven(double value) {
    int exponent = Math.getExponent(value);
    return exponent > minExponent && value == Math.scalb(1.0, exponent);
  }
}
