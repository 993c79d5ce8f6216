package io.github.tfckpt.tensor;

/**
 * How the bits of a binary floating-point type are to be read: sign, exponent, mantissa, from the
 * top bit down.
 *
 * <pre>
 *   type                 exponent mantissa bias   exponent of ones
 *   float64              11       52       1023   infinity, NaN
 *   float32              8        23       127    infinity, NaN
 *   float16              5        10       15     infinity, NaN
 *   bfloat16             8        7        127    infinity, NaN
 *   float8_e5m2          5        2        15     infinity, NaN
 *   float8_e4m3fn        4        3        7      a number, but NaN where all bits are ones
 *   float8_e4m3fnuz      4        3        8      a number; the code of -0 is NaN
 *   float8_e4m3b11fnuz   4        3        11     a number; the code of -0 is NaN
 *   float8_e5m2fnuz      5        2        16     a number; the code of -0 is NaN
 *   float4_e2m1fn        2        1        1      a number
 * </pre>
 *
 * @param exponentBits how many bits the exponent has
 * @param mantissaBits how many bits the mantissa has, the hidden one not counted
 * @param bias what is subtracted from the exponent as stored
 * @param special which codes are not finite numbers
 * @see "ml_dtypes/include/float8.h and mxfloat.h"
 */
public record FloatLayout(int exponentBits, int mantissaBits, int bias, Special special) {

  /** Which codes are not finite numbers. */
  public enum Special {
    /** An exponent of ones: infinity if the mantissa is 0, else NaN. */
    IEEE,
    /** All bits ones but the sign: NaN. */
    ONES,
    /** The sign alone, which would be -0: NaN. */
    MINUS_ZERO,
    /** None. */
    NONE
  }

  private static final int QUIET_NAN = 0x7fc00000;
  private static final int INFINITE = 0x7f800000;
  private static final int SINGLE_EXPONENT = 8;
  private static final int SINGLE_MANTISSA = 23;
  private static final int SINGLE_BIAS = 127;

  private static final int DOUBLE_MANTISSA_BITS = 52;
  private static final long DOUBLE_HIDDEN = 1L << DOUBLE_MANTISSA_BITS;
  private static final long DOUBLE_MANTISSA = DOUBLE_HIDDEN - 1;

  /** {@return how many bits an element has} */
  public int bits() {
    return 1 + exponentBits + mantissaBits;
  }

  /** {@return the power of two that is the smallest normal value} */
  public int minExponent() {
    return 1 - bias;
  }

  /**
   * {@return the value of an element of at most 32 bits, widened without loss}
   *
   * @param code the element's bits; higher ones are ignored
   */
  public float widen(int code) {
    if (exponentBits == SINGLE_EXPONENT) {
      return Float.intBitsToFloat(code << (SINGLE_MANTISSA - mantissaBits));
    }
    int sign = (code >> (bits() - 1)) << 31;
    int mantissa = code & ((1 << mantissaBits) - 1);
    int highest = (1 << exponentBits) - 1;
    int exponent = (code >> mantissaBits) & highest;
    switch (special) {
      case IEEE -> {
        if (exponent == highest) {
          return Float.intBitsToFloat(
              sign | INFINITE | mantissa << (SINGLE_MANTISSA - mantissaBits));
        }
      }
      case ONES -> {
        if (exponent == highest && mantissa == (1 << mantissaBits) - 1) {
          return Float.intBitsToFloat(sign | QUIET_NAN);
        }
      }
      case MINUS_ZERO -> {
        if (sign != 0 && (exponent | mantissa) == 0) {
          return Float.intBitsToFloat(QUIET_NAN);
        }
      }
      case NONE -> {}
    }
    int significand = exponent == 0 ? mantissa : mantissa | (1 << mantissaBits);
    int power = Math.max(exponent, 1) - bias - mantissaBits;
    float scale = Float.intBitsToFloat((power + SINGLE_BIAS) << SINGLE_MANTISSA);
    return sign == 0 ? significand * scale : -(significand * scale);
  }

  /**
   * {@return the code of the value nearest to a number; of two that are as near, the one with an
   * even mantissa} What is too large becomes infinite; where the type has no infinity, NaN; where
   * it has neither, the largest number.
   *
   * @param value any; a NaN keeps its sign and becomes quiet
   * @see "ml_dtypes/include/float8.h, ConvertImpl"
   */
  public long narrow(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long sign = bits >>> 63 << (bits() - 1);
    if (Double.isNaN(value)) {
      return notANumber(sign);
    }
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT);
    long hidden = Math.abs(value) < Double.MIN_NORMAL ? 0 : DOUBLE_HIDDEN;
    long significand = (bits & DOUBLE_MANTISSA) | hidden;
    int least = Math.max(0, minExponent() - exponent);
    int shift = DOUBLE_MANTISSA_BITS - mantissaBits + least;
    long code = shift > DOUBLE_MANTISSA_BITS + 1 ? 0 : rounded(significand, shift);
    if (least == 0) {
      // The hidden bit counts as one more in the exponent.
      code += (long) (exponent - minExponent()) << mantissaBits;
    }
    return code <= largest() ? signed(sign, code) : tooLarge(sign);
  }

  private static long rounded(long significand, int shift) {
    if (shift == 0) {
      return significand;
    }
    long quotient = significand >>> shift;
    long rest = significand & ((1L << shift) - 1);
    long half = 1L << (shift - 1);
    return rest > half || (rest == half && (quotient & 1) != 0) ? quotient + 1 : quotient;
  }

  private long signed(long sign, long code) {
    return special == Special.MINUS_ZERO && code == 0 ? 0 : sign | code;
  }

  /** The code of the largest number. */
  private long largest() {
    long ones = (1L << (exponentBits + mantissaBits)) - 1;
    return switch (special) {
      case IEEE -> (ones >> mantissaBits << mantissaBits) - 1;
      case ONES -> ones - 1;
      case MINUS_ZERO, NONE -> ones;
    };
  }

  private long tooLarge(long sign) {
    return switch (special) {
      case IEEE -> sign | (largest() + 1);
      case ONES, MINUS_ZERO -> notANumber(sign);
      case NONE -> sign | largest();
    };
  }

  private long notANumber(long sign) {
    return switch (special) {
      case IEEE -> sign | (largest() + 1) | (1L << (mantissaBits - 1));
      case ONES -> sign | (largest() + 1);
      case MINUS_ZERO -> 1L << (bits() - 1);
      case NONE -> 1L << (bits() - 1);
    };
  }
}
