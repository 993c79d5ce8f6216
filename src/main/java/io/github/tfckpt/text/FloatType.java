package io.github.tfckpt.text;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FloatLayout;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A binary floating-point type, as far as it decides which decimal digits tell its values apart.
 * There is one for each layout.
 */
public final class FloatType {

  private static final Map<FloatLayout, FloatType> KNOWN = new ConcurrentHashMap<>();

  static final FloatType HALF = of(DType.FLOAT16);
  static final FloatType SINGLE = of(DType.FLOAT32);
  static final FloatType DOUBLE = of(DType.FLOAT64);

  private static final double HALF_TEN_THOUSANDTH = 0x1.a38p-14;
  private static final double LOG10_OF_2 = 0.30102999566398120;

  /** Bits of the significand, the hidden one counted. */
  private final int precision;

  /** The power of two that is the smallest normal value. */
  private final int minExponent;

  /** The number of decimal digits that every normal value keeps. */
  private final int safeDigits;

  /** From where on numpy writes a scalar with an exponent. */
  private final double scalarLimit;

  private FloatType(FloatLayout layout) {
    this.precision = layout.mantissaBits() + 1;
    this.minExponent = layout.minExponent();
    this.safeDigits = (int) (layout.mantissaBits() * LOG10_OF_2);
    this.scalarLimit =
        layout.equals(DType.FLOAT16.layout().orElseThrow())
            ? 1e3
            : layout.equals(DType.FLOAT64.layout().orElseThrow()) ? 1e16 : 1e6;
  }

  /**
   * The type of a float's value, or of the two parts of a complex number.
   *
   * @throws IllegalArgumentException for types that are neither
   */
  public static FloatType of(DType dtype) {
    return KNOWN.computeIfAbsent(
        dtype.layout().orElseThrow(() -> new IllegalArgumentException(dtype + " is not a float")),
        FloatType::new);
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
    if (this == DOUBLE) {
      return least < 1e-4 || greatest / least > 1000;
    }
    float ratio = (float) greatest / (float) least;
    // Half of the step after 1000 still rounds to 1000.
    return this == HALF
        ? least < HALF_TEN_THOUSANDTH || ratio > 1000.25f
        : least < 1e-4f || ratio > 1000;
  }

  /** The largest number of decimal digits that a value can need. */
  public int mostDigits() {
    return this == DOUBLE ? 17 : this == HALF ? 5 : 9;
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
