package io.github.tfckpt.stats;

import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;
import java.util.Optional;

/**
 * The statistics of one tensor, as steps that any threads can take: first a tally of each range,
 * and a comparison with checksums where the ranges' own do not tell it; then, if a histogram is
 * wanted, the ranges once more.
 */
final class TensorWork {

  /** Bytes of a range, a multiple of what is read at once. */
  static final long RANGE = 16 << 20;

  private static final Crc32cJoin FULL_RANGE = new Crc32cJoin(RANGE);

  private final FixedElements elements;
  private final int bins;
  private final Tally[] tallies;
  private final int[] sums;
  private Tally all = new Tally();
  private Optional<Histogram> histogram = Optional.empty();

  /**
   * The work for some elements.
   *
   * @param bins of the histogram, or 0 for none
   */
  TensorWork(FixedElements elements, int bins) {
    this.elements = elements;
    this.bins = bins;
    int ranges = Math.toIntExact(Math.max(1, (size() + RANGE - 1) / RANGE));
    this.tallies = new Tally[ranges];
    this.sums = new int[ranges];
  }

  private long size() {
    return elements.bytes().size();
  }

  private long length(int range) {
    return Math.min(RANGE, size() - range * RANGE);
  }

  /** How many steps there are now. */
  int steps() {
    return tallies.length + (histogram.isPresent() || elements.isSummed() ? 0 : 1);
  }

  /** Takes a step; the result is how many bytes it was. */
  long step(int step, Scanner scanner) throws IOException {
    if (step == tallies.length) {
      elements.check();
      return 0;
    }
    if (histogram.isPresent()) {
      scanner.count(elements, step * RANGE, length(step), histogram.get());
    } else {
      Tally tally = new Tally();
      sums[step] = scanner.tally(elements, step * RANGE, length(step), tally);
      tallies[step] = tally;
    }
    return length(step);
  }

  /**
   * Joins what all steps gave.
   *
   * @return true if there are steps again
   * @throws io.github.tfckpt.io.CheckpointException.Corrupt if a checksum is another than is stored
   */
  boolean join() throws IOException {
    if (histogram.isPresent()) {
      return false;
    }
    int sum = sums[0];
    for (int i = 1; i < sums.length; i++) {
      Crc32cJoin join = length(i) == RANGE ? FULL_RANGE : new Crc32cJoin(length(i));
      sum = join.join(sum, sums[i]);
    }
    elements.compareSum(sum);
    all = tallies[0];
    for (int i = 1; i < tallies.length; i++) {
      all.join(tallies[i]);
    }
    histogram = bins == 0 ? Optional.empty() : Histogram.of(elements.dtype(), all, bins);
    return histogram.isPresent();
  }

  /** What it all came to. */
  TensorStats result() {
    return TensorStats.of(elements.dtype(), all, histogram);
  }
}
