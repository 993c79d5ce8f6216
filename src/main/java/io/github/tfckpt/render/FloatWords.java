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
    FloatColumn real =
        FloatColumn.of(type, options, false, new ElementPass(elements, shown, false));
    boolean complex = elements.dtype().kind() == Kind.COMPLEX;
    return new FloatWords(
        elements,
        real,
        complex
            ? FloatColumn.of(type, options, true, new ElementPass(elements, shown, true))
            : real);
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
    return new FloatWords(elements, real.another(), imaginary.another());
  }
}
