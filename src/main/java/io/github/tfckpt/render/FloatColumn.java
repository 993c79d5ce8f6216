package io.github.tfckpt.render;

import io.github.tfckpt.text.AsciiBuffer;
import io.github.tfckpt.text.Decimal;
import io.github.tfckpt.text.FloatType;
import io.github.tfckpt.text.NumberText;

/**
 * The common format of all floats of an array: whether they have exponents, and how many digits
 * stand on each side of the point.
 *
 * <p>It is found in two passes. The first sees the range, which decides on exponents and, as longer
 * numbers do not get shorter digits before the point, on the left side too. The second sees the
 * digits; it may stop as soon as nothing can get wider.
 *
 * @see "numpy/_core/arrayprint.py, FloatingFormat"
 */
final class FloatColumn {

  private final FloatType type;
  private final PrintOptions options;
  private final boolean plus;
  private final Decimal decimal = new Decimal();

  private double least = Double.POSITIVE_INFINITY;
  private double greatest;
  private double greatestNegative;
  private double greatestPositive;
  private boolean negative;
  private boolean positive;
  private boolean nonFinite;
  private boolean negativeInfinity;

  private boolean exponents;
  private int most;

  /** Characters before the point, sign included, and digits behind it. */
  private int left;

  private int right;
  private int exponentDigits;

  /**
   * A format that has seen nothing yet.
   *
   * @param plus if numbers that are not negative carry a sign too
   */
  FloatColumn(FloatType type, PrintOptions options, boolean plus) {
    this.type = type;
    this.options = options;
    this.plus = plus;
  }

  /** The same format, with a room of its own to work in. */
  FloatColumn(FloatColumn found) {
    this(found.type, found.options, found.plus);
    this.exponents = found.exponents;
    this.left = found.left;
    this.right = found.right;
    this.exponentDigits = found.exponentDigits;
  }

  /** Takes note of a value, in the first pass. */
  void seeRange(double value) {
    double magnitude = Math.abs(value);
    boolean minus = Double.doubleToRawLongBits(value) < 0;
    if (!(magnitude <= Double.MAX_VALUE)) {
      nonFinite = true;
      negativeInfinity |= value == Double.NEGATIVE_INFINITY;
      return;
    }
    if (magnitude != 0) {
      least = Math.min(least, magnitude);
      greatest = Math.max(greatest, magnitude);
    }
    if (minus) {
      negative = true;
      greatestNegative = Math.max(greatestNegative, magnitude);
    } else {
      positive = true;
      greatestPositive = Math.max(greatestPositive, magnitude);
    }
  }

  /** Draws the conclusions of the first pass. */
  void endRange() {
    exponents = greatest > 0 && type.arrayNeedsExponent(least, greatest, options.suppress());
    most = exponents ? Math.min(options.precision(), type.mostDigits() - 1) : options.precision();
    int sign = plus ? 1 : 0;
    if (exponents) {
      left = 1 + (negative ? 1 : sign);
      exponentDigits = Math.max(exponentDigits(least), exponentDigits(greatest));
    } else {
      left = positive ? sign + wholeDigits(greatestPositive) : 0;
      left = negative ? Math.max(left, 1 + wholeDigits(greatestNegative)) : left;
    }
  }

  private int wholeDigits(double value) {
    decimal.shortest(type, value);
    decimal.roundFraction(options.precision());
    return decimal.wholeDigits();
  }

  private int exponentDigits(double value) {
    decimal.shortest(type, value);
    decimal.roundScientific(options.precision());
    return Math.abs(decimal.magnitude()) < 100 ? 2 : 3;
  }

  /** Takes note of a value, in the second pass; returns whether more values can matter. */
  boolean seeDigits(double value) {
    if (right < most && Math.abs(value) <= Double.MAX_VALUE) {
      decimal.shortest(type, Math.abs(value));
      if (exponents) {
        decimal.roundScientific(options.precision());
        right = Math.max(right, decimal.length() - 1);
      } else {
        decimal.roundFraction(options.precision());
        right = Math.max(right, decimal.fractionDigits());
      }
    }
    return right < most;
  }

  /** Draws the conclusions of the second pass. */
  void endDigits() {
    if (nonFinite) {
      int sign = plus || negativeInfinity ? 1 : 0;
      left = Math.max(left, "inf".length() + sign - (behind() + 1));
    }
  }

  private int behind() {
    return exponents ? exponentDigits + 2 + right : right;
  }

  /** Appends a value in this format. */
  void append(double value, AsciiBuffer out) {
    double magnitude = Math.abs(value);
    boolean minus = Double.doubleToRawLongBits(value) < 0;
    if (!(magnitude <= Double.MAX_VALUE)) {
      String name = Double.isNaN(value) ? "nan" : "inf";
      boolean sign = plus || value == Double.NEGATIVE_INFINITY;
      out.repeat(' ', left + behind() + 1 - name.length() - (sign ? 1 : 0));
      if (sign) {
        out.append(value == Double.NEGATIVE_INFINITY ? '-' : '+');
      }
      out.append(name);
      return;
    }
    decimal.shortest(type, magnitude);
    if (exponents) {
      decimal.fixScientific(right);
      sign(minus, 1, out);
      int start = out.size();
      decimal.appendScientific(out, true);
      out.repeat('0', right - (out.size() - start - 2));
      NumberText.appendExponent(decimal.magnitude(), exponentDigits, out);
    } else {
      decimal.roundFraction(options.precision());
      sign(minus, decimal.wholeDigits(), out);
      decimal.appendWhole(out);
      out.append('.');
      decimal.appendFraction(out);
      out.repeat(' ', right - decimal.fractionDigits());
    }
  }

  private void sign(boolean minus, int digits, AsciiBuffer out) {
    boolean sign = minus || plus;
    out.repeat(' ', left - digits - (sign ? 1 : 0));
    if (sign) {
      out.append(minus ? '-' : '+');
    }
  }
}
