package io.github.tfckpt.render;

/** The range of some floats, as far as the format of a column depends on it. */
final class FloatRange implements ElementPass.Survey<FloatRange> {

  /** Least and greatest magnitude, of those that are finite and not 0. */
  double least = Double.POSITIVE_INFINITY;

  double greatest;
  double greatestNegative;
  double greatestPositive;

  /** If there are values with a sign, and without, that are finite. */
  boolean negative;

  boolean positive;
  boolean nonFinite;
  boolean negativeInfinity;

  @Override
  public FloatRange empty() {
    return new FloatRange();
  }

  @Override
  public boolean see(double value) {
    double magnitude = Math.abs(value);
    if (!(magnitude <= Double.MAX_VALUE)) {
      nonFinite = true;
      negativeInfinity |= value == Double.NEGATIVE_INFINITY;
      return true;
    }
    if (magnitude < least && magnitude != 0) {
      least = magnitude;
    }
    if (magnitude > greatest) {
      greatest = magnitude;
    }
    if (Double.doubleToRawLongBits(value) < 0) {
      negative = true;
      if (magnitude > greatestNegative) {
        greatestNegative = magnitude;
      }
    } else {
      positive = true;
      if (magnitude > greatestPositive) {
        greatestPositive = magnitude;
      }
    }
    return true;
  }

  @Override
  public boolean join(FloatRange other) {
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
    greatestNegative = Math.max(greatestNegative, other.greatestNegative);
    greatestPositive = Math.max(greatestPositive, other.greatestPositive);
    negative |= other.negative;
    positive |= other.positive;
    nonFinite |= other.nonFinite;
    negativeInfinity |= other.negativeInfinity;
    return true;
  }
}
