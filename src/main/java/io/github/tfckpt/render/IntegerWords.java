package io.github.tfckpt.render;

import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.NumberReader;
import io.github.tfckpt.text.AsciiBuffer;
import java.io.IOException;

/** Integers and bools, padded on the left to the width of the widest. */
final class IntegerWords implements NumberWords {

  private enum IntegerType {
    SIGNED,
    UNSIGNED,
    BOOL
  }

  private final FixedElements elements;
  private final NumberReader reader;
  private final IntegerType kind;
  private final AsciiBuffer number = new AsciiBuffer();
  private int width;

  private IntegerWords(FixedElements elements, IntegerType kind, int width) {
    this.elements = elements;
    this.reader = new NumberReader(elements);
    this.kind = kind;
    this.width = width;
  }

  static IntegerWords ofBools(FixedElements elements) {
    return new IntegerWords(elements, IntegerType.BOOL, "False".length());
  }

  static IntegerWords signed(FixedElements elements, ShownElements shown) throws IOException {
    IntegerWords words = new IntegerWords(elements, IntegerType.SIGNED, 0);
    words.measure(shown, 0);
    return words;
  }

  static IntegerWords unsigned(FixedElements elements, ShownElements shown) throws IOException {
    IntegerWords words = new IntegerWords(elements, IntegerType.UNSIGNED, 0);
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
  public void append(long index, AsciiBuffer out) throws IOException {
    number.clear();
    append(reader.integer(index));
    out.repeat(' ', width - number.size());
    out.append(number);
  }

  @Override
  public NumberWords another() {
    return new IntegerWords(elements, kind, width);
  }
}
