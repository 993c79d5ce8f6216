package io.github.tfckpt.diff;

import io.github.tfckpt.tensor.ScaledSum;

/**
 * What a run of pairs of elements adds to the metrics. Elements are taken in pieces of {@value
 * #PIECE}: each piece is summed in double precision, and pieces are added up with {@link
 * ScaledSum}, so that 10^9 elements lose nothing that shows. Runs have fixed bounds and are joined
 * in order: no result depends on how many threads there are.
 */
final class PairTally {

  /** Elements that are summed plainly before they are added to the rest. */
  static final int PIECE = 4096;

  final ScaledSum distances = new ScaledSum();
  final ScaledSum squares = new ScaledSum();
  final ScaledSum products = new ScaledSum();
  final ScaledSum squaresA = new ScaledSum();
  final ScaledSum squaresB = new ScaledSum();

  long differing;
  long nanA;
  long nanB;

  /** Infinite elements of a. */
  long infA;

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

  /** The tally of a run whose bytes are those that some a had before. */
  static PairTally unchanged(PairTally before) {
    PairTally same = new PairTally();
    same.products.add(before.squaresA);
    same.squaresA.add(before.squaresA);
    same.squaresB.add(before.squaresA);
    same.nanA = before.nanA;
    same.nanB = before.nanA;
    same.infA = before.infA;
    return same;
  }

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
    infA += next.infA;
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

  /**
   * Takes the distance of a pair that is not NaN on either side, and the magnitude of b. Where a
   * double cannot hold one of them, both are divided by {@code 2^power}.
   */
  void add(double distance, double magnitudeB, int power, long index) {
    numbers++;
    int right = ScaledSum.power(distance);
    double scaled = right == 0 ? distance : Math.scalb(distance, -right);
    distances.add(scaled, right + power);
    squares.add(scaled * scaled, 2 * (right + power));
    double apart = Math.scalb(distance, power);
    if (apart > maxDistance) {
      maxDistance = apart;
      maxAt = index;
    }
    if (distance > 0) {
      double relative = distance / magnitudeB;
      maxRelative = Math.max(maxRelative, Double.isNaN(relative) ? distance : relative);
    }
  }

  /** Takes the values of a pair, or one part of each, for the norms and the angle. */
  void addValues(double a, double b) {
    int powerA = ScaledSum.power(Math.abs(a));
    int powerB = ScaledSum.power(Math.abs(b));
    double x = powerA == 0 ? a : Math.scalb(a, -powerA);
    double y = powerB == 0 ? b : Math.scalb(b, -powerB);
    products.add(x * y, powerA + powerB);
    squaresA.add(x * x, 2 * powerA);
    squaresB.add(y * y, 2 * powerB);
  }
}
