package io.github.tfckpt.diff;

import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.tensor.ScaledSum;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What several comparisons come to, as if their tensors were one. The norm of tensors in which
 * nothing differs is not known, so that {@code rms}, {@code mean_abs} and the change are those of
 * the others alone.
 */
public final class ScopeSums {

  private final Map<Status, Long> counts = new EnumMap<>(Status.class);
  private final ScaledSum squares = new ScaledSum();
  private final ScaledSum squaresB = new ScaledSum();
  private final ScaledSum distances = new ScaledSum();
  private long params;
  private long bytes;
  private long elements;
  private long differing;
  private long nanA;
  private long nanB;
  private long numbers;
  private double maxAbs;
  private long maxExact;
  private double maxRel;

  /** True if values were compared; if some were numbers; if NaNs make the change unknown. */
  private boolean isCompared;

  private boolean isMeasured;
  private boolean isUnknown;
  private boolean isOfIntegers = true;

  ScopeSums() {}

  /**
   * {@return how many have a status}
   *
   * @param status any of them
   */
  public long count(Status status) {
    return counts.getOrDefault(status, 0L);
  }

  /** {@return how many there are} */
  public long tensors() {
    long tensors = 0;
    for (long count : counts.values()) {
      tensors += count;
    }
    return tensors;
  }

  /** {@return elements of all of them, those of A where B has others} */
  public long params() {
    return params;
  }

  /** {@return bytes of all of them on both sides, as far as known} */
  public long bytes() {
    return bytes;
  }

  /** {@return true if all are identical, or all are on the same one side} */
  public boolean isUniform() {
    long tensors = tensors();
    return count(Status.IDENTICAL) == tensors
        || count(Status.ONLY_A) == tensors
        || count(Status.ONLY_B) == tensors;
  }

  /** {@return true if all distances are integers} */
  public boolean isOfIntegers() {
    return isOfIntegers;
  }

  /** {@return the metrics of those whose values were compared, if there are any; no cosine} */
  public Optional<Metrics> metrics() {
    if (!isCompared) {
      return Optional.empty();
    }
    double none = isMeasured ? 0 : Double.NaN;
    double rms = numbers == 0 ? none : squares.root((double) numbers);
    double rmsB = numbers == 0 ? Double.NaN : squaresB.root((double) numbers);
    double change = rms == 0 ? 0 : rms / rmsB;
    return Optional.of(
        new Metrics(
            elements,
            differing,
            isMeasured ? maxAbs : Double.NaN,
            maxExact,
            -1,
            isMeasured ? maxRel : Double.NaN,
            rms,
            numbers == 0 ? none : distances.over((double) numbers),
            Double.NaN,
            isUnknown ? Double.POSITIVE_INFINITY : change,
            nanA,
            nanB,
            numbers,
            rmsB));
  }

  void add(TensorDiff diff) {
    counts.merge(diff.status(), 1L, Long::sum);
    params = Totals.plus(params, diff.pair().either().elementCount());
    bytes = Totals.plus(bytes, diff.pair().bytes());
    if (diff.metrics().isEmpty()) {
      return;
    }
    Metrics found = diff.metrics().get();
    isCompared = true;
    elements = Totals.plus(elements, found.elements());
    differing = Totals.plus(differing, found.differing());
    nanA = Totals.plus(nanA, found.nanA());
    nanB = Totals.plus(nanB, found.nanB());
    if (!found.hasDistances()) {
      return;
    }
    isMeasured = true;
    isOfIntegers &= diff.isOfIntegers();
    isUnknown |= Double.isInfinite(diff.change());
    maxAbs = Math.max(maxAbs, found.maxAbs());
    maxExact = greater(maxExact, found.maxExact());
    maxRel = Math.max(maxRel, found.maxRel());
    if (found.maxAbs() > 0) {
      numbers = Totals.plus(numbers, found.numbers());
      addSquares(found.rms(), found.numbers(), squares);
      addSquares(found.rmsB(), found.numbers(), squaresB);
      int power = ScaledSum.power(found.meanAbs());
      distances.add(Math.scalb(found.meanAbs(), -power) * (double) found.numbers(), power);
    }
  }

  /** Adds so many squares of which the root of the mean is known. */
  private static void addSquares(double rms, long count, ScaledSum sum) {
    int power = ScaledSum.power(rms);
    double scaled = Math.scalb(rms, -power);
    sum.add(scaled * scaled * (double) count, 2 * power);
  }

  private static long greater(long one, long other) {
    return Long.compareUnsigned(one, other) > 0 ? one : other;
  }

  void add(ScopeSums other) {
    other.counts.forEach((status, count) -> counts.merge(status, count, Long::sum));
    params = Totals.plus(params, other.params);
    bytes = Totals.plus(bytes, other.bytes);
    elements = Totals.plus(elements, other.elements);
    differing = Totals.plus(differing, other.differing);
    nanA = Totals.plus(nanA, other.nanA);
    nanB = Totals.plus(nanB, other.nanB);
    numbers = Totals.plus(numbers, other.numbers);
    maxAbs = Math.max(maxAbs, other.maxAbs);
    maxExact = greater(maxExact, other.maxExact);
    maxRel = Math.max(maxRel, other.maxRel);
    squares.add(other.squares);
    squaresB.add(other.squaresB);
    distances.add(other.distances);
    isCompared |= other.isCompared;
    isMeasured |= other.isMeasured;
    isOfIntegers &= other.isOfIntegers;
    isUnknown |= other.isUnknown;
  }
}
