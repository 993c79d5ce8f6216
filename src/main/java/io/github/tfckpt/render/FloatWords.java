package io.github.tfckpt.render;

import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.NumberReader;
import io.github.tfckpt.text.AsciiBuffer;
import io.github.tfckpt.text.FloatType;
import java.io.IOException;

/** Floats and complex numbers: each part in a column format of its own. */
final class FloatWords implements NumberWords {

  private final FixedElements elements;
  private final NumberReader reader;
  private final FloatColumn real;
  private final FloatColumn imaginary;
  private final boolean complex;

  private FloatWords(FixedElements elements, FloatColumn real, FloatColumn imaginary) {
    this.elements = elements;
    this.reader = new NumberReader(elements);
    this.complex = elements.dtype().kind() == Kind.COMPLEX;
    this.real = real;
    this.imaginary = imaginary;
  }

  static FloatWords of(FixedElements elements, ShownElements shown, PrintOptions options)
      throws IOException {
    FloatType type = FloatType.of(elements.dtype()).shownAs();
    FloatWords words =
        new FloatWords(
            elements, new FloatColumn(type, options, false), new FloatColumn(type, options, true));
    words.measure(shown);
    return words;
  }

  private void measure(ShownElements shown) throws IOException {
    shown.forEach(
        index -> {
          real.seeRange(reader.real(index));
          if (complex) {
            imaginary.seeRange(reader.imaginary(index));
          }
          return true;
        });
    real.endRange();
    imaginary.endRange();
    shown.forEach(
        index -> {
          boolean more = real.seeDigits(reader.real(index));
          return (complex && imaginary.seeDigits(reader.imaginary(index))) || more;
        });
    real.endDigits();
    imaginary.endDigits();
  }

  @Override
  public void append(long index, AsciiBuffer out) throws IOException {
    real.append(reader.real(index), out);
    if (complex) {
      imaginary.append(reader.imaginary(index), out);
      int end = out.size();
      while (out.at(end - 1) == ' ') {
        end--;
      }
      int spaces = out.size() - end;
      out.truncate(end);
      out.append('j');
      out.repeat(' ', spaces);
    }
  }

  @Override
  public NumberWords another() {
    return new FloatWords(elements, new FloatColumn(real), new FloatColumn(imaginary));
  }
}
