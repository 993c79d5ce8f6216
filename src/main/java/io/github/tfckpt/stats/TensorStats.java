package io.github.tfckpt.stats;

import io.github.tfckpt.stats.Measures.MinMax;
import io.github.tfckpt.tensor.DType;
import java.util.Optional;
import java.util.Set;

/**
 * The statistics of one tensor. Of complex numbers those are NaN or infinite of which a part is.
 *
 * @param count elements
 * @param nan elements that are NaN
 * @param inf elements that are infinite, of either sign
 * @param zeros elements that are 0, of either sign
 * @param finiteCount elements that are neither NaN nor infinite
 * @param all of all elements, as numpy computes them in float64: where one is NaN, all is NaN; a
 *     complex mean is that of the real and that of the imaginary parts
 * @param finite of those elements alone that are neither NaN nor infinite
 * @param histogram of the finite elements, if it was asked for and there are any
 */
public record TensorStats(
    long count,
    Occurrences nan,
    Occurrences inf,
    Occurrences zeros,
    long finiteCount,
    Measures all,
    Measures finite,
    Optional<Histogram> histogram) {

  static TensorStats of(DType dtype, Tally tally, Optional<Histogram> histogram) {
    Measures finite = finite(dtype, tally);
    Measures all = tally.nan().isThere() || tally.inf().isThere() ? all(dtype, tally) : finite;
    return new TensorStats(
        tally.count(),
        tally.nan(),
        tally.inf(),
        tally.zeros(),
        tally.real.count(),
        all,
        finite,
        histogram);
  }

  private static Measures finite(DType dtype, Tally tally) {
    Optional<MinMax> range = range(dtype, tally);
    if (range.isPresent() && range.get().isPoint()) {
      Value only = range.get().min();
      double l2 = only.magnitude() * Math.sqrt((double) tally.real.count());
      return new Measures(range, only.asFloat(), 0, l2);
    }
    if (dtype.kind() != DType.Kind.COMPLEX) {
      Value mean = Value.real(tally.real.mean());
      return new Measures(range, mean, tally.real.deviation(), tally.real.norm());
    }
    return new Measures(
        range,
        Value.complex(tally.real.mean(), tally.imaginary.mean()),
        Math.hypot(tally.real.deviation(), tally.imaginary.deviation()),
        Math.hypot(tally.real.norm(), tally.imaginary.norm()));
  }

  /** The range of what is finite, in the element type's own numbers. */
  private static Optional<MinMax> range(DType dtype, Tally tally) {
    if (tally.real.count() == 0) {
      return Optional.empty();
    }
    Extremes found = tally.finite;
    return Optional.of(
        switch (dtype.kind()) {
          case COMPLEX -> complex(found, found);
          case INT, UINT, BOOL -> {
            boolean unsigned = dtype.kind() != DType.Kind.INT;
            if (dtype.width() == 8) {
              long turn = unsigned ? Long.MIN_VALUE : 0;
              yield new MinMax(
                  Value.integer(tally.least ^ turn, unsigned),
                  Value.integer(tally.greatest ^ turn, unsigned));
            }
            yield new MinMax(
                Value.integer((long) found.least(), unsigned),
                Value.integer((long) found.greatest(), unsigned));
          }
          default -> new MinMax(Value.real(found.least()), Value.real(found.greatest()));
        });
  }

  private static MinMax complex(Extremes least, Extremes greatest) {
    return new MinMax(
        Value.complex(least.least(), least.leastImaginary()),
        Value.complex(greatest.greatest(), greatest.greatestImaginary()));
  }

  /** The same of all elements, where some are not finite. */
  private static Measures all(DType dtype, Tally tally) {
    boolean complex = dtype.kind() == DType.Kind.COMPLEX;
    if (tally.nan().isThere()) {
      double nan = Double.NaN;
      Value none = complex ? Value.complex(nan, nan) : Value.real(nan);
      return new Measures(Optional.of(new MinMax(none, none)), none, nan, nan);
    }
    Extremes odd = tally.infinite;
    Extremes all = new Extremes();
    all.join(tally.finite);
    all.join(odd);
    Value mean =
        complex
            ? Value.complex(
                tally.real.meanWith(tally.infiniteReal, tally.count()),
                tally.imaginary.meanWith(tally.infiniteImaginary, tally.count()))
            : Value.real(odd.least() + odd.greatest());
    return new Measures(
        Optional.of(
            complex
                ? complex(all, all)
                : new MinMax(Value.real(all.least()), Value.real(all.greatest()))),
        mean,
        Double.NaN,
        Double.POSITIVE_INFINITY);
  }

  /**
   * {@return how many elements have a trait, and where the first of them stands}
   *
   * @param trait any of them; all elements have {@link Anomaly#CONST}, or none
   */
  public Occurrences found(Anomaly trait) {
    return switch (trait) {
      case NAN -> nan;
      case INF -> inf;
      case ZERO -> zeros;
      case CONST -> isConstant() ? new Occurrences(count, 0) : new Occurrences(0, -1);
    };
  }

  /**
   * {@return true if some of these traits are found}
   *
   * @param traits any of them
   */
  public boolean hasAny(Set<Anomaly> traits) {
    for (Anomaly trait : traits) {
      if (found(trait).isThere()) {
        return true;
      }
    }
    return false;
  }

  private boolean isConstant() {
    if (count < 2 || nan.isThere() || all.range().isEmpty()) {
      return false;
    }
    return all.range().get().isPoint();
  }
}
