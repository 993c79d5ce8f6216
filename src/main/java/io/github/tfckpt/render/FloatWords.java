package io.github.tfckpt.render;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.tensor.NumberReader;
import io.github.tfckpt.text.AsciiBuffer;
import io.github.tfckpt.text.FloatType;
import java.io.IOException;

/** Floats and complex numbers: each part in a column format of its own. */
final class FloatWords implements Words {

  private final NumberReader reader;
  private final FloatColumn real;
  private final FloatColumn imaginary;
  private final boolean complex;
  private final AsciiBuffer word = new AsciiBuffer();

  private FloatWords(
      NumberReader reader, boolean complex, FloatColumn real, FloatColumn imaginary) {
    this.reader = reader;
    this.complex = complex;
    this.real = real;
    this.imaginary = imaginary;
  }

  static FloatWords of(DType dtype, NumberReader reader, ShownElements shown, PrintOptions options)
      throws IOException {
    FloatType type = FloatType.of(dtype).shownAs();
    boolean complex = dtype.kind() == Kind.COMPLEX;
    FloatWords words =
        new FloatWords(
            reader,
            complex,
            new FloatColumn(type, options, false),
            new FloatColumn(type, options, true));
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
  public long prepare(long index) throws IOException {
    word.clear();
    real.append(reader.real(index), word);
    if (complex) {
      imaginary.append(reader.imaginary(index), word);
      int end = word.size();
      while (word.at(end - 1) == ' ') {
        end--;
      }
      int spaces = word.size() - end;
      word.truncate(end);
      word.append('j');
      word.repeat(' ', spaces);
    }
    return word.size();
  }

  @Override
  public void writeTo(RowWriter out) throws IOException {
    out.word(word);
  }
}
