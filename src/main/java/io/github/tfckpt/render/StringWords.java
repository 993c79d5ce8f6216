package io.github.tfckpt.render;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.text.PythonBytes;
import java.io.IOException;

/** Byte strings as Python shows them, each as wide as it is. */
final class StringWords implements Words {

  private final StringElements strings;
  private PythonBytes word;

  StringWords(StringElements strings) {
    this.strings = strings.forward();
    this.word = PythonBytes.EMPTY;
  }

  @Override
  public long prepare(long index) throws IOException {
    ByteSource string = strings.at(index);
    word = PythonBytes.of(string);
    return word.width();
  }

  @Override
  public void writeTo(RowWriter out) throws IOException {
    word.writeTo(out.stream());
  }
}
