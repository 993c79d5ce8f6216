package io.github.tfckpt.render;

import io.github.tfckpt.text.AsciiBuffer;
import java.io.IOException;

/** Numbers as words, each made on demand. */
final class SingleWords implements Words {

  private final NumberWords numbers;
  private final AsciiBuffer word = new AsciiBuffer();

  SingleWords(NumberWords numbers) {
    this.numbers = numbers;
  }

  @Override
  public long prepare(long index) throws IOException {
    word.clear();
    numbers.append(index, word);
    return word.size();
  }

  @Override
  public void writeTo(RowWriter out) throws IOException {
    out.word(word, 0, word.size());
  }
}
