package io.github.tfckpt.render;

import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.text.AsciiBuffer;
import java.io.IOException;

/** Numbers as words of widths that suit all elements shown. For one thread. */
interface NumberWords {

  /** Appends the word of an element, by row-major index. */
  void append(long index, AsciiBuffer out) throws IOException;

  /** The same words, for another thread. */
  NumberWords another();

  /** The words of elements, after a look at all that are shown. */
  static NumberWords of(FixedElements elements, ShownElements shown, PrintOptions options)
      throws IOException {
    return switch (elements.dtype().kind()) {
      case BOOL -> IntegerWords.ofBools(elements);
      case INT -> IntegerWords.signed(elements, shown);
      case UINT -> IntegerWords.unsigned(elements, shown);
      default -> FloatWords.of(elements, shown, options);
    };
  }
}
