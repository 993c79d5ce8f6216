package io.github.tfckpt.text;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.NumberReader;
import java.io.IOException;
import java.util.Optional;

/**
 * Single numbers as numpy's {@code str()} shows scalars: the shortest digits that give the same
 * value of the same type back ({@code 0.1}, {@code 1e-05}, {@code 1e+16}), {@code nan}, {@code
 * -inf}, {@code True}, {@code (1+2j)}.
 *
 * <p>Types that numpy lacks are as exact as float64: the bfloat16 nearest to 0.1 is {@code
 * 0.10009765625}, since no reader of its digits would round 0.1 to a bfloat16. For one thread.
 */
public final class NumberText {

  private final DType dtype;
  private final NumberReader reader;

  /** Of a float, or of the parts of a complex number. */
  private final Optional<FloatType> type;

  private final Decimal decimal = new Decimal();

  public NumberText(FixedElements elements) {
    this.dtype = elements.dtype();
    this.reader = new NumberReader(elements);
    this.type =
        dtype.kind() == Kind.SMALL_FLOAT
            ? Optional.of(FloatType.DOUBLE)
            : dtype.layout().map(layout -> FloatType.of(dtype));
  }

  /** Appends the element at a row-major index. */
  public void append(long index, AsciiBuffer out) throws IOException {
    switch (dtype.kind()) {
      case BOOL -> out.append(reader.integer(index) == 0 ? "False" : "True");
      case INT -> out.append(reader.integer(index));
      case UINT -> out.appendUnsigned(reader.integer(index));
      case COMPLEX -> complex(index, type.orElseThrow(), out);
      default -> appendReal(index, out);
    }
  }

  /** Appends a float, or the real part of a complex number: {@code 1.0}. */
  public void appendReal(long index, AsciiBuffer out) throws IOException {
    real(decimal, type.orElseThrow(), reader.real(index), true, out);
  }

  /** Appends the imaginary part of a complex number: {@code 1.0}. */
  public void appendImaginary(long index, AsciiBuffer out) throws IOException {
    real(decimal, type.orElseThrow(), reader.imaginary(index), true, out);
  }

  /** Appends an element as numpy shows it; types that it lacks as the float32 they widen to. */
  public void appendShown(long index, AsciiBuffer out) throws IOException {
    if (dtype.kind() == Kind.SMALL_FLOAT) {
      real(decimal, FloatType.of(dtype).shownAs(), reader.real(index), true, out);
    } else {
      append(index, out);
    }
  }

  private void complex(long index, FloatType type, AsciiBuffer out) throws IOException {
    double re = reader.real(index);
    double im = reader.imaginary(index);
    boolean both = Double.doubleToRawLongBits(re) != 0;
    if (both) {
      out.append('(');
      real(decimal, type, re, false, out);
      if (Double.isNaN(im) || !isMinus(im)) {
        out.append('+');
      }
    }
    real(decimal, type, im, false, out);
    out.append(both ? "j)" : "j");
  }

  static boolean isMinus(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  /** Appends a real number; {@code decimal} is room to work in. */
  static void real(Decimal decimal, FloatType type, double value, boolean zero, AsciiBuffer out) {
    if (Double.isNaN(value)) {
      out.append("nan");
      return;
    }
    if (isMinus(value)) {
      out.append('-');
    }
    double magnitude = Math.abs(value);
    if (Double.isInfinite(magnitude)) {
      out.append("inf");
      return;
    }
    decimal.shortest(type, magnitude);
    if (magnitude != 0 && type.scalarNeedsExponent(magnitude)) {
      decimal.appendScientific(out, false);
      appendExponent(decimal.magnitude(), 2, out);
    } else {
      decimal.appendWhole(out);
      if (decimal.fractionDigits() > 0) {
        out.append('.');
        decimal.appendFraction(out);
      } else if (zero) {
        out.append(".0");
      }
    }
  }

  /** Appends {@code e+05}: always with a sign, padded with zeros. */
  public static void appendExponent(int exponent, int digits, AsciiBuffer out) {
    out.append('e');
    out.append(exponent < 0 ? '-' : '+');
    out.digits(Math.abs(exponent), digits);
  }
}
