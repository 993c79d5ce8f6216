package io.github.tfckpt.diff;

/**
 * How far two tensors are apart. Pairs with a NaN on either side count as differing or not, and
 * count in nothing else.
 *
 * @param elements how many pairs there are
 * @param differing pairs that are not within the tolerances
 * @param maxAbs greatest {@code |a - b|}
 * @param maxExact the same for integers of 64 bits, unsigned and exact; 0 for other types
 * @param maxAt row-major index of the first pair that far apart; where none is apart at all, of the
 *     first that differs by a NaN; -1 if there is none either
 * @param maxRel greatest {@code |a - b| / |b|}, infinite where b alone is 0
 * @param rms root of the mean square of {@code a - b}; NaN if no pair is of numbers
 * @param meanAbs mean {@code |a - b|}; likewise
 * @param cosine of the angle between the two as vectors; NaN if one of them has no direction, or if
 *     nothing differs
 * @param relative norm of {@code a - b} as a part of the norm of b
 * @param nanA NaNs in a
 * @param nanB NaNs in b
 * @param numbers pairs in which neither is NaN
 * @param rmsB root of the mean square of b in these; NaN if there are none, or if nothing differs
 */
public record Metrics(
    long elements,
    long differing,
    double maxAbs,
    long maxExact,
    long maxAt,
    double maxRel,
    double rms,
    double meanAbs,
    double cosine,
    double relative,
    long nanA,
    long nanB,
    long numbers,
    double rmsB) {

  /** Nothing differs; what would take reading the values is not known. */
  static Metrics same(long elements) {
    return new Metrics(elements, 0, 0, 0, -1, 0, 0, 0, Double.NaN, 0, 0, 0, elements, Double.NaN);
  }

  /** Of strings, which have no distance. */
  static Metrics ofStrings(long elements, long differing, long first) {
    double none = Double.NaN;
    return new Metrics(
        elements, differing, none, 0, first, none, none, none, none, none, 0, 0, 0, none);
  }

  /** These, of tensors in which nothing differs: there are no distances, not even of no numbers. */
  Metrics same() {
    return new Metrics(elements, 0, 0, 0, -1, 0, 0, 0, cosine, 0, nanA, nanB, numbers, rmsB);
  }

  /** {@return true if the values were read for NaNs and norms, not only for what differs} */
  public boolean isFull() {
    return maxAt >= 0 || !Double.isNaN(rmsB) || nanA + nanB > 0 || elements == 0;
  }

  /** Counts of both together, and of all else what is farthest from the same. */
  Metrics worst(Metrics other) {
    return new Metrics(
        elements + other.elements,
        differing + other.differing,
        Math.max(maxAbs, other.maxAbs),
        Long.compareUnsigned(maxExact, other.maxExact) > 0 ? maxExact : other.maxExact,
        -1,
        Math.max(maxRel, other.maxRel),
        Math.max(rms, other.rms),
        Math.max(meanAbs, other.meanAbs),
        Math.min(cosine, other.cosine),
        Math.max(relative, other.relative),
        nanA + other.nanA,
        nanB + other.nanB,
        numbers + other.numbers,
        Math.max(rmsB, other.rmsB));
  }

  /** {@return the greatest distance of integers, unsigned; 2^64 - 1 if it is greater than that} */
  public long maxInteger() {
    // Below 2^53 the double is exact.
    return maxExact != 0 ? maxExact : (long) maxAbs;
  }

  /** {@return true if there is a distance to speak of: numbers were compared, not strings} */
  public boolean hasDistances() {
    return !Double.isNaN(maxAbs);
  }

  static Metrics of(long elements, PairTally tally) {
    double numbers = tally.numbers;
    double angle = angle(tally);
    // Of the same numbers, whatever rounding makes of it; but a vector of no direction has none.
    double cosine = tally.maxDistance == 0 && !Double.isNaN(angle) ? 1 : angle;
    return new Metrics(
        elements,
        tally.differing,
        tally.maxDistance,
        tally.maxExact,
        tally.maxAt < 0 ? tally.nanAt : tally.maxAt,
        tally.maxRelative,
        // 0 / 0, where there is no pair of numbers.
        tally.squares.root(numbers),
        tally.distances.over(numbers),
        Math.max(-1, Math.min(1, cosine)),
        relative(tally),
        tally.nanA,
        tally.nanB,
        tally.numbers,
        tally.squaresB.root(numbers));
  }

  private static double angle(PairTally tally) {
    double normA = Math.sqrt(tally.squaresA.fraction());
    double normB = Math.sqrt(tally.squaresB.fraction());
    int power = tally.products.power() - (tally.squaresA.power() + tally.squaresB.power()) / 2;
    return Math.scalb(tally.products.fraction() / normA / normB, power);
  }

  private static double relative(PairTally tally) {
    double distance = Math.sqrt(tally.squares.fraction());
    double normB = Math.sqrt(tally.squaresB.fraction());
    int power = (tally.squares.power() - tally.squaresB.power()) / 2;
    return distance == 0 ? 0 : Math.scalb(distance / normB, power);
  }
}
