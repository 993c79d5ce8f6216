package io.github.tfckpt.text;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.math.BigDecimal;

/**
 * The decimal digits of a float that is finite and not negative: {@code digits * 10^exponent}, at
 * most 18 of them. Starts as the shortest that tells the float apart from its neighbours, and may
 * then be rounded; rounding always goes by the exact value of the float, ties to the even digit.
 *
 * <p>One object is reused for many floats.
 *
 * @see "numpy/_core/src/multiarray/dragon4.c"
 */
public final class Decimal {

  private static final long[] POWERS = new long[19];

  /** A value of this many steps may have fewer digits than the library gives, which are two. */
  private static final int TINY = 128;

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private FloatType type = FloatType.SINGLE;
  private double value;
  private long digits;
  private int exponent;

  /** Takes the shortest digits; if several are as short, the nearest. 0 has one digit. */
  public void shortest(FloatType type, double value) {
    this.type = type;
    this.value = value;
    if (value == 0) {
      digits = 0;
      exponent = 0;
    } else if (type == FloatType.DOUBLE && value >= TINY * Double.MIN_VALUE) {
      parse(DoubleToDecimal.toString(value));
    } else if (type == FloatType.SINGLE && value >= TINY * Float.MIN_VALUE) {
      long packed = FloatDigits.of((float) value);
      digits = packed >> 8;
      exponent = (byte) packed;
      trim();
    } else {
      ShortDigits found = ShortDigits.of(type, value);
      digits = found.digits();
      exponent = found.exponent();
      trim();
    }
  }

  /** Rounds to {@code places} digits after the point if there are more, and drops zeros. */
  public void roundFraction(int places) {
    if (-exponent > places) {
      cut(-places);
    }
    trim();
  }

  /** Rounds to {@code places} digits after the first if there are more, and drops zeros. */
  public void roundScientific(int places) {
    int position = length() - 1 + exponent - places;
    if (exponent < position) {
      cut(position);
    }
    trim();
  }

  /**
   * Rounds to exactly {@code places} digits after the first; those beyond the shortest are exact.
   */
  public void fixScientific(int places) {
    if (digits == 0) {
      return;
    }
    int position = first() - places;
    if (exponent < position) {
      cut(position);
    } else if (exponent > position) {
      extend(position);
    }
    if (length() > places + 1) {
      digits /= 10;
      exponent++;
    }
  }

  /** The number of digits before the point, at least one. */
  public int wholeDigits() {
    return Math.max(1, length() + exponent);
  }

  /** The number of digits after the point. */
  public int fractionDigits() {
    return Math.max(0, -exponent);
  }

  /** The number of digits. */
  public int length() {
    return length(digits);
  }

  /** How many decimal digits a number that is not negative has. */
  static int length(long number) {
    // A bit is worth 1233/4096 of a digit: the guess is right or one too small.
    int guess = ((64 - Long.numberOfLeadingZeros(number | 1)) * 1233) >>> 12;
    return guess >= POWERS.length || number < POWERS[guess] ? Math.max(1, guess) : guess + 1;
  }

  /** The power of ten of the first digit; of 0 it is 0. */
  public int magnitude() {
    return digits == 0 ? 0 : length() - 1 + exponent;
  }

  /** Appends the digits before the point. */
  public void appendWhole(AsciiBuffer out) {
    if (exponent >= 0) {
      out.digits(digits, 1);
      out.repeat('0', digits == 0 ? 0 : exponent);
    } else {
      out.digits(-exponent < POWERS.length ? digits / POWERS[-exponent] : 0, 1);
    }
  }

  /** Appends the digits after the point, as many as {@link #fractionDigits} says. */
  public void appendFraction(AsciiBuffer out) {
    if (exponent < 0) {
      out.digits(-exponent < POWERS.length ? digits % POWERS[-exponent] : digits, -exponent);
    }
  }

  /**
   * Appends the first digit, a point if more digits follow or {@code point} is true, then the rest.
   */
  public void appendScientific(AsciiBuffer out, boolean point) {
    out.digitsAroundPoint(digits, length(), point);
  }

  private void trim() {
    if (digits == 0) {
      exponent = 0;
    }
    for (long tenth = digits / 10; digits != 0 && tenth * 10 == digits; tenth = digits / 10) {
      digits = tenth;
      exponent++;
    }
  }

  /** Reads what the library makes: {@code 1.25}, {@code 1.0E-7}. */
  private void parse(String text) {
    digits = 0;
    exponent = 0;
    int at = 0;
    int behind = 0;
    for (; at < text.length() && text.charAt(at) != 'E'; at++) {
      char c = text.charAt(at);
      if (c == '.') {
        behind = 1;
      } else {
        digits = 10 * digits + (c - '0');
        exponent -= behind;
      }
    }
    if (at < text.length()) {
      exponent += Integer.parseInt(text, at + 1, text.length(), 10);
    }
    trim();
  }

  /** The power of ten of the exact value's first digit. The shortest may have been rounded up. */
  private int first() {
    int first = magnitude();
    boolean roundedUp =
        digits == 1 && exact().compareTo(BigDecimal.ONE.scaleByPowerOfTen(exponent)) < 0;
    return roundedUp ? first - 1 : first;
  }

  private BigDecimal exact() {
    return new BigDecimal(value);
  }

  /** Rounds to a multiple of {@code 10^position}, which is more than the last digit counts. */
  private void cut(int position) {
    int drop = position - exponent;
    if (drop > length()) {
      digits = 0;
    } else {
      long unit = POWERS[drop];
      long kept = digits / unit;
      int side = Long.compare(digits - kept * unit, unit / 2);
      if (side == 0) {
        // The shortest digits lie in the middle; the float itself need not.
        side = exact().compareTo(BigDecimal.valueOf(10 * kept + 5, 1 - position));
      }
      digits = side > 0 || (side == 0 && (kept & 1) == 1) ? kept + 1 : kept;
    }
    exponent = position;
  }

  /** Appends true digits of the value down to {@code 10^position}. */
  private void extend(int position) {
    int more = exponent - position;
    int total = length() + more;
    if (total <= type.safeDigits(value)) {
      digits *= POWERS[more];
    } else {
      digits = ExactDigits.of(value, position);
    }
    exponent = position;
  }
}
