package io.github.tfckpt.render;

import java.util.function.IntSupplier;

/**
 * What text is to look like where it is read.
 *
 * @param colour true if titles are bold, and verdicts coloured
 * @param columns how many characters a line can have; asked only for what is wide
 */
public record TextStyle(boolean colour, IntSupplier columns) {

  /** Of a narrower screen nobody has to be asked. */
  private static final int USUAL = 80;

  /** That of a file or a pipe, whose lines have no end. */
  public static TextStyle endless(boolean colour) {
    return new TextStyle(colour, () -> Integer.MAX_VALUE);
  }

  /** True if so many characters fit in a line. */
  boolean fits(int width) {
    return width <= USUAL || width <= columns.getAsInt();
  }
}
