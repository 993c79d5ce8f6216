package io.github.tfckpt.render;

import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;

/** The elements of an array as words that line up in columns. */
interface Words extends AutoCloseable {

  /**
   * Makes the word of an element ready.
   *
   * @return how many characters it has
   */
  long prepare(long index) throws IOException;

  /** Writes the word that was made ready last. */
  void writeTo(RowWriter out) throws IOException;

  /** Lets go of what makes words; there are no more then. */
  @Override
  default void close() {}

  /** The words of a tensor of rank 1 or more, of widths that suit all elements shown. */
  static Words of(Tensor tensor, ShownElements shown, PrintOptions options) throws IOException {
    if (tensor.elements() instanceof StringElements strings) {
      return new StringWords(strings);
    }
    NumberWords numbers = NumberWords.of((FixedElements) tensor.elements(), shown, options);
    long count = tensor.shape().elementCount();
    return shown.areAll() && AheadWords.areWorth(count)
        ? new AheadWords(count, numbers)
        : new SingleWords(numbers);
  }
}
