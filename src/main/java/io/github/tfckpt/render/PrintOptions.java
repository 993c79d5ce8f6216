package io.github.tfckpt.render;

/**
 * How arrays are printed, by the names and rules of {@code numpy.set_printoptions}.
 *
 * @param threshold arrays of more elements are summarised
 * @param edgeItems how many elements at each end of an axis a summary shows
 * @param precision the largest number of digits after the point
 * @param lineWidth characters after which a row goes on in the next line
 * @param suppress if small values show as 0 instead of bringing in exponents
 */
public record PrintOptions(
    long threshold, long edgeItems, int precision, int lineWidth, boolean suppress) {

  /** What numpy does unless told otherwise. */
  public static final PrintOptions DEFAULT = new PrintOptions(1000, 3, 8, 75, false);

  /**
   * Checked options.
   *
   * @throws IllegalArgumentException if a number is negative
   */
  public PrintOptions {
    least("threshold", threshold);
    least("edge items", edgeItems);
    least("precision", precision);
    least("line width", lineWidth);
  }

  private static void least(String what, long number) {
    if (number < 0) {
      throw new IllegalArgumentException(what + " is " + number + ", the least is 0");
    }
  }

  /** These options, but nothing is left out. */
  public PrintOptions full() {
    return new PrintOptions(Long.MAX_VALUE, edgeItems, precision, lineWidth, suppress);
  }
}
