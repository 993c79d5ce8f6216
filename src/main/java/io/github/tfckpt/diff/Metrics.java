package io.github.tfckpt.diff;

/**
 * How far two tensors are apart. Pairs with a NaN on either side count as differing or not, and
 * enter nothing else.
 *
 * @param elements how many pairs there are
 * @param differing pairs that are not within the tolerances
 * @param maxAbs greatest {@code |a - b|}
 * @param maxExact the same for integers of 64 bits, unsigned and exact; 0 for other types
 * @param maxAt row-major index of the first pair that far apart; -1 if all are equal
 * @param maxRel greatest {@code |a - b| / |b|}, infinite where b alone is 0
 * @param rms root of the mean square of {@code a - b}
 * @param meanAbs mean {@code |a - b|}
 * @param cosine of the angle between the two as vectors; NaN if one of them has no direction
 * @param relative norm of {@code a - b} as a part of the norm of b
 * @param nanA NaNs in a
 * @param nanB NaNs in b
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
    long nanB) {

  static Metrics of(long elements, Tally tally) {
    double numbers = tally.numbers;
    double squares = tally.squares.value();
    double normA = Math.sqrt(tally.squaresA.value());
    double normB = Math.sqrt(tally.squaresB.value());
    double cosine = tally.products.value() / normA / normB;
    double distance = Math.sqrt(squares);
    return new Metrics(
        elements,
        tally.differing,
        tally.maxDistance,
        tally.maxExact,
        tally.maxAt,
        tally.maxRelative,
        numbers == 0 ? 0 : Math.sqrt(squares / numbers),
        numbers == 0 ? 0 : tally.distances.value() / numbers,
        Math.max(-1, Math.min(1, cosine)),
        distance == 0 ? 0 : distance / normB,
        tally.nanA,
        tally.nanB);
  }
}
