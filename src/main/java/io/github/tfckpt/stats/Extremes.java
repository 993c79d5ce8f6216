package io.github.tfckpt.stats;

/** The least and the greatest of some numbers; complex ones by real part, then imaginary part. */
final class Extremes {

  private double least;
  private double leastImaginary;
  private double greatest;
  private double greatestImaginary;
  private boolean isEmpty = true;

  /** Takes a number that is not NaN. */
  void add(double real, double imaginary) {
    if (isEmpty || real < least || (real == least && imaginary < leastImaginary)) {
      least = real;
      leastImaginary = imaginary;
    }
    if (isEmpty || real > greatest || (real == greatest && imaginary > greatestImaginary)) {
      greatest = real;
      greatestImaginary = imaginary;
    }
    isEmpty = false;
  }

  void join(Extremes next) {
    if (!next.isEmpty) {
      add(next.least, next.leastImaginary);
      add(next.greatest, next.greatestImaginary);
    }
  }

  boolean isEmpty() {
    return isEmpty;
  }

  /** The least; of two zeros the one without a sign. */
  double least() {
    return least + 0.0;
  }

  double leastImaginary() {
    return leastImaginary + 0.0;
  }

  double greatest() {
    return greatest + 0.0;
  }

  double greatestImaginary() {
    return greatestImaginary + 0.0;
  }
}
