package io.github.tfckpt.render;

import io.github.tfckpt.tensor.NumberReader;
import io.github.tfckpt.text.AsciiBuffer;
import java.io.IOException;

/** Integers and bools, padded on the left to the width of the widest. */
final class IntegerWords implements Words {

  private enum Kind {
    SIGNED,
    UNSIGNED,
    BOOL
  }

  private final NumberReader reader;
  private final Kind kind;
  private final AsciiBuffer number = new AsciiBuffer();
  private final AsciiBuffer word = new AsciiBuffer();
  private int width;

  private IntegerWords(NumberReader reader, Kind kind, int width) {
    this.reader = reader;
    this.kind = kind;
    this.width = width;
  }

  static IntegerWords ofBools(NumberReader reader) {
    return new IntegerWords(reader, Kind.BOOL, "False".length());
  }

  static IntegerWords signed(NumberReader reader, ShownElements shown) throws IOException {
    IntegerWords words = new IntegerWords(reader, Kind.SIGNED, 0);
    words.measure(shown, 0);
    return words;
  }

  static IntegerWords unsigned(NumberReader reader, ShownElements shown) throws IOException {
    IntegerWords words = new IntegerWords(reader, Kind.UNSIGNED, 0);
    words.measure(shown, Long.MIN_VALUE);
    return words;
  }

  /**
   * Finds the width of the widest.
   *
   * @param flip the bits that turn the order of numbers into that of Java's
   */
  private void measure(ShownElements shown, long flip) throws IOException {
    long[] range = {Long.MAX_VALUE, Long.MIN_VALUE};
    shown.forEach(
        index -> {
          long value = reader.integer(index) ^ flip;
          range[0] = Math.min(range[0], value);
          range[1] = Math.max(range[1], value);
          return true;
        });
    for (long bound : range) {
      number.clear();
      append(bound ^ flip);
      width = Math.max(width, number.size());
    }
  }

  private void append(long value) {
    switch (kind) {
      case BOOL -> number.append(value == 0 ? "False" : "True");
      case SIGNED -> number.append(value);
      case UNSIGNED -> number.appendUnsigned(value);
    }
  }

  @Override
  public long prepare(long index) throws IOException {
    number.clear();
    append(reader.integer(index));
    word.clear();
    word.repeat(' ', width - number.size());
    word.append(number);
    return word.size();
  }

  @Override
  public void writeTo(RowWriter out) throws IOException {
    out.word(word);
  }
}
