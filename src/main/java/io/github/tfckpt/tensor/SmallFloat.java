package io.github.tfckpt.tensor;

/**
 * Floats of 16 bits or fewer, widened to {@code float} without loss.
 *
 * <pre>
 *   type                 sign exponent mantissa bias   infinity   NaN
 *   float16              1    5        10       15     yes        exponent 31, mantissa not 0
 *   bfloat16             1    8        7        127    yes        exponent 255, mantissa not 0
 *   float8_e5m2          1    5        2        15     yes        exponent 31, mantissa not 0
 *   float8_e4m3fn        1    4        3        7      no         7f, ff
 *   float8_e4m3fnuz      1    4        3        8      no         80
 *   float8_e4m3b11fnuz   1    4        3        11     no         80
 *   float8_e5m2fnuz      1    5        2        16     no         80
 *   float4_e2m1fn        1    2        1        1      no         none; low 4 bits of a byte
 * </pre>
 *
 * @see "ml_dtypes/include/float8.h and mxfloat.h"
 */
public final class SmallFloat {

  private static final int QUIET_NAN = 0x7fc00000;

  private SmallFloat() {}

  /** The value of IEEE binary16 bits. */
  static float half(int bits) {
    int magnitude = bits & 0x7fff;
    if (magnitude >= 0x7c00) {
      return Float.intBitsToFloat(((bits & 0x8000) << 16) | 0x7f800000 | ((bits & 0x3ff) << 13));
    }
    return decode(bits, 5, 10, 15);
  }

  /**
   * {@return the value of an element of type float16 or of kind {@link DType.Kind#SMALL_FLOAT}}
   *
   * @param dtype how the bits are to be read
   * @param bits the element's 8 or 16 bits; higher ones are ignored
   * @throws IllegalArgumentException for other types
   */
  public static float widen(DType dtype, int bits) {
    int low = bits & 0xff;
    return switch (dtype.number()) {
      case 19 -> half(bits & 0xffff);
      case 14 -> Float.intBitsToFloat(bits << 16);
      case 24 -> half(low << 8);
      case 25 -> (low & 0x7f) == 0x7f ? nan(low) : decode(low, 4, 3, 7);
      case 26 -> low == 0x80 ? nan(0) : decode(low, 4, 3, 8);
      case 27 -> low == 0x80 ? nan(0) : decode(low, 4, 3, 11);
      case 28 -> low == 0x80 ? nan(0) : decode(low, 5, 2, 16);
      case 33 -> decode(low & 15, 2, 1, 1);
      default -> throw new IllegalArgumentException(dtype + " is no small float");
    };
  }

  private static float nan(int low) {
    return Float.intBitsToFloat(((low & 0x80) << 24) | QUIET_NAN);
  }

  /** A finite value: sign, exponent, mantissa, from the top bit down. */
  private static float decode(int bits, int exponentBits, int mantissaBits, int bias) {
    int mantissa = bits & ((1 << mantissaBits) - 1);
    int exponent = (bits >> mantissaBits) & ((1 << exponentBits) - 1);
    int significand = exponent == 0 ? mantissa : mantissa | (1 << mantissaBits);
    int power = Math.max(exponent, 1) - bias - mantissaBits;
    float magnitude = significand * Float.intBitsToFloat((power + 127) << 23);
    return ((bits >> (mantissaBits + exponentBits)) & 1) == 0 ? magnitude : -magnitude;
  }
}
