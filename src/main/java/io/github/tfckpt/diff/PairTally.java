package io.github.tfckpt.diff;

import io.github.tfckpt.tensor.CompensatedSum;

/**
 * What a run of pairs of elements adds to the metrics. Elements are taken in pieces of {@value
 * #PIECE}: each piece is summed in double precision, and pieces are added up with {@link
 * CompensatedSum}, so that 10^9 elements lose nothing that shows. Runs have fixed bounds and are
 * joined in order: no result depends on how many threads there are.
 */
final class PairTally {

  /** Elements that are summed plainly before they are added to the rest. */
  static final int PIECE = 4096;

  final CompensatedSum distances = new CompensatedSum();
  final CompensatedSum squares = new CompensatedSum();
  final CompensatedSum products = new CompensatedSum();
  final CompensatedSum squaresA = new CompensatedSum();
  final CompensatedSum squaresB = new CompensatedSum();

  long differing;
  long nanA;
  long nanB;

  /** Pairs in which neither is NaN. */
  long numbers;

  /** Greatest distance, and the row-major index where it first stands; -1 if all are 0. */
  double maxDistance;

  /** The greatest distance of integers of 64 bits, unsigned: exact where a double is not. */
  long maxExact;

  long maxAt = -1;
  double maxRelative;

  /** Row-major index of the first pair that differs by a NaN; -1 if none does. */
  long nanAt = -1;

  /** Takes the tally of the run that follows. */
  void join(PairTally next) {
    distances.add(next.distances);
    squares.add(next.squares);
    products.add(next.products);
    squaresA.add(next.squaresA);
    squaresB.add(next.squaresB);
    differing += next.differing;
    nanA += next.nanA;
    nanB += next.nanB;
    numbers += next.numbers;
    boolean greater =
        next.maxDistance > maxDistance
            || (next.maxDistance == maxDistance
                && Long.compareUnsigned(next.maxExact, maxExact) > 0);
    if (greater || (maxAt < 0 && next.maxAt >= 0)) {
      maxDistance = next.maxDistance;
      maxExact = next.maxExact;
      maxAt = next.maxAt;
    }
    maxRelative = Math.max(maxRelative, next.maxRelative);
    nanAt = nanAt < 0 ? next.nanAt : nanAt;
  }

  /** Takes one pair that is NaN on at least one side. */
  void addNan(boolean isNanA, boolean isNanB, Tolerance tolerance, long index) {
    nanA += isNanA ? 1 : 0;
    nanB += isNanB ? 1 : 0;
    if (!(isNanA && isNanB && tolerance.nanEqual())) {
      differing++;
      nanAt = nanAt < 0 ? index : nanAt;
    }
  }

  /** Takes one pair that is not NaN on either side. */
  void add(double distance, double magnitudeB, long index) {
    numbers++;
    distances.add(distance);
    squares.add(distance * distance);
    if (distance > maxDistance) {
      maxDistance = distance;
      maxAt = index;
    }
    if (distance > 0) {
      double relative = distance / magnitudeB;
      maxRelative = Math.max(maxRelative, Double.isNaN(relative) ? distance : relative);
    }
  }
}
