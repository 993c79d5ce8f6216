package io.github.tfckpt.render;

import io.github.tfckpt.text.AsciiBuffer;
import io.github.tfckpt.text.Decimal;
import io.github.tfckpt.text.FloatType;
import io.github.tfckpt.text.NumberText;
import java.io.IOException;

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

  private final boolean exponents;

  /** Characters before the point, sign included, and digits after it. */
  private final int left;

  private final int right;
  private final int exponentDigits;

  /** A format that has not seen the digits yet, but those before the point. */
  private FloatColumn(FloatType type, PrintOptions options, boolean plus, FloatRange range) {
    this.type = type;
    this.options = options;
    this.plus = plus;
    this.exponents =
        range.greatest > 0
            && type.arrayNeedsExponent(range.least, range.greatest, options.suppress());
    int sign = plus ? 1 : 0;
    if (exponents) {
      this.left = 1 + (range.negative ? 1 : sign);
      this.exponentDigits = Math.max(exponentDigits(range.least), exponentDigits(range.greatest));
    } else {
      int wide = range.positive ? sign + wholeDigits(range.greatestPositive) : 0;
      this.left = range.negative ? Math.max(wide, 1 + wholeDigits(range.greatestNegative)) : wide;
      this.exponentDigits = 0;
    }
    this.right = 0;
  }

  /** The same format with other widths, and a room of its own to work in. */
  private FloatColumn(FloatColumn found, int left, int right) {
    this.type = found.type;
    this.options = found.options;
    this.plus = found.plus;
    this.exponents = found.exponents;
    this.left = left;
    this.right = right;
    this.exponentDigits = found.exponentDigits;
  }

  /**
   * The format of all parts that a pass shows.
   *
   * @param plus if numbers that are not negative carry a sign too
   */
  static FloatColumn of(FloatType type, PrintOptions options, boolean plus, ElementPass pass)
      throws IOException {
    FloatRange range = pass.show(new FloatRange());
    FloatColumn column = new FloatColumn(type, options, plus, range);
    int right = pass.show(new Digits(column)).right;
    FloatColumn wide = new FloatColumn(column, column.left, right);
    if (!range.nonFinite) {
      return wide;
    }
    int sign = plus || range.negativeInfinity ? 1 : 0;
    int word = "inf".length() + sign - (wide.behind() + 1);
    return new FloatColumn(wide, Math.max(wide.left, word), right);
  }

  /** The same format, for another thread. */
  FloatColumn another() {
    return new FloatColumn(this, left, right);
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

  /** The number of digits after the point. */
  private static final class Digits implements ElementPass.Survey<Digits> {
    private final FloatColumn column;
    private final Decimal decimal = new Decimal();
    private final int most;
    private int right;

    Digits(FloatColumn column) {
      this.column = column;
      int precision = column.options.precision();
      this.most = column.exponents ? Math.min(precision, column.type.mostDigits() - 1) : precision;
    }

    @Override
    public Digits empty() {
      return new Digits(column);
    }

    @Override
    public boolean see(double value) {
      if (right < most && Math.abs(value) <= Double.MAX_VALUE) {
        decimal.shortest(column.type, Math.abs(value));
        if (column.exponents) {
          decimal.roundScientific(column.options.precision());
          right = Math.max(right, decimal.length() - 1);
        } else {
          decimal.roundFraction(column.options.precision());
          right = Math.max(right, decimal.fractionDigits());
        }
      }
      return right < most;
    }

    @Override
    public boolean join(Digits other) {
      right = Math.max(right, other.right);
      return right < most;
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
