package io.github.tfckpt.render;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.NumberReader;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;

/** The elements of an array as words that line up in columns. */
interface Words {

  /**
   * Makes the word of an element ready.
   *
   * @return how many characters it has
   */
  long prepare(long index) throws IOException;

  /** Writes the word that was made ready last. */
  void writeTo(RowWriter out) throws IOException;

  /** The words of a tensor of rank 1 or more, of widths that suit all elements shown. */
  static Words of(Tensor tensor, ShownElements shown, PrintOptions options) throws IOException {
    if (tensor.elements() instanceof StringElements strings) {
      return new StringWords(strings);
    }
    NumberReader reader = new NumberReader((FixedElements) tensor.elements());
    DType dtype = tensor.dtype();
    return switch (dtype.kind()) {
      case BOOL -> IntegerWords.ofBools(reader);
      case INT -> IntegerWords.signed(reader, shown);
      case UINT -> IntegerWords.unsigned(reader, shown);
      default -> FloatWords.of(dtype, reader, shown, options);
    };
  }
}
