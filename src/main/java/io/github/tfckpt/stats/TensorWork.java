package io.github.tfckpt.stats;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.work.Job;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The statistics of one tensor: first a tally of each range, and a comparison with the stored
 * checksums if the ranges' own are not enough; then, if there is to be a histogram, the ranges once
 * more.
 */
final class TensorWork implements Job<Scanner> {

  /** Bytes of a range, a multiple of what is read at once. */
  static final long RANGE = 16 << 20;

  private final Checkpoint checkpoint;
  private final TensorEntry entry;
  private final int bins;
  private final LongConsumer progress;
  private Optional<FixedElements> opened = Optional.empty();
  private Tally[] tallies = {};
  private int[] sums = {};
  private Tally all = new Tally();
  private Optional<Histogram> histogram = Optional.empty();

  /**
   * The work for a tensor.
   *
   * @param bins of the histogram, or 0 for none
   */
  TensorWork(Checkpoint checkpoint, TensorEntry entry, int bins, LongConsumer progress) {
    this.checkpoint = checkpoint;
    this.entry = entry;
    this.bins = bins;
    this.progress = progress;
  }

  @Override
  public int begin() throws IOException {
    if (!(checkpoint.read(entry).elements() instanceof FixedElements elements)) {
      throw Unsupported.at(
          checkpoint.path(),
          "\"%s\": tensors of type %s have no statistics",
          entry.key().brief(),
          entry.dtype());
    }
    opened = Optional.of(elements);
    int ranges = Math.toIntExact(Math.max(1, (size() + RANGE - 1) / RANGE));
    tallies = new Tally[ranges];
    sums = new int[ranges];
    return elements.isSummed() ? ranges : ranges + 1;
  }

  private FixedElements elements() {
    return opened.orElseThrow();
  }

  private long size() {
    return elements().bytes().size();
  }

  @Override
  public void step(int step, Scanner scanner) throws IOException {
    if (step == tallies.length) {
      elements().check();
      return;
    }
    long start = step * RANGE;
    long length = Math.min(RANGE, size() - start);
    if (histogram.isPresent()) {
      scanner.count(elements(), start, length, histogram.get());
    } else {
      Tally tally = new Tally();
      sums[step] = scanner.tally(elements(), start, length, tally);
      tallies[step] = tally;
    }
    progress.accept(length);
  }

  @Override
  public int join() throws IOException {
    if (histogram.isPresent()) {
      return 0;
    }
    elements().compareSum(Crc32cJoin.all(sums, RANGE, size()));
    all = tallies[0];
    for (int i = 1; i < tallies.length; i++) {
      all.join(tallies[i]);
    }
    histogram = bins == 0 ? Optional.empty() : Histogram.of(elements().dtype(), all, bins);
    return histogram.isPresent() ? tallies.length : 0;
  }

  /** What all steps came to, after the last of them. */
  TensorStats result() {
    return TensorStats.of(elements().dtype(), all, histogram);
  }
}
