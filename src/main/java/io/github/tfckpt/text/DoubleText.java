package io.github.tfckpt.text;

/** A double as the shortest decimal that gives it back, the same on every Java: {@code 1e-05}. */
public final class DoubleText {

  private DoubleText() {}

  /** The text of one number: {@code 0.1}, {@code -3.0}, {@code 1e+16}, {@code nan}. */
  public static String of(double value) {
    AsciiBuffer out = new AsciiBuffer();
    NumberText.real(new Decimal(), FloatType.DOUBLE, value, true, out);
    return out.toString();
  }
}
