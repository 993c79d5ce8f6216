package io.github.tfckpt.stats;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Decoder;
import java.util.Optional;

/**
 * The number of values in each of several bins of equal width between the least and the greatest.
 * Each bin has its left edge, the last has its right edge too. Where all numbers are equal, they
 * are in the middle of a width of 1.
 *
 * <p>Edges are those of numpy: computed in float32 for float32, else in float64.
 *
 * @see "numpy/lib/_histograms_impl.py, histogram"
 */
public final class Histogram {

  private final double[] edges;
  private final long[] counts;
  private final double perBin;

  private Histogram(double[] edges) {
    this.edges = edges;
    this.counts = new long[edges.length - 1];
    // Halves: the width of all may be more than a double can be.
    double half = edges[counts.length] / 2 - edges[0] / 2;
    this.perBin = counts.length / half / 2;
  }

  /**
   * An empty histogram.
   *
   * @param bins at least 1
   * @return empty if there is nothing to be counted, or numbers of this type are not in a line
   */
  static Optional<Histogram> of(DType dtype, Tally tally, int bins) {
    if (tally.real.count() == 0 || dtype.kind() == DType.Kind.COMPLEX) {
      return Optional.empty();
    }
    double least = tally.finite.least();
    double greatest = tally.finite.greatest();
    if (tally.finite.isEmpty()) {
      boolean unsigned = dtype.kind() == DType.Kind.UINT;
      long turn = unsigned ? Long.MIN_VALUE : 0;
      least = Decoder.asDouble(tally.least ^ turn, unsigned);
      greatest = Decoder.asDouble(tally.greatest ^ turn, unsigned);
    }
    boolean single = dtype.equals(DType.FLOAT32);
    if (least == greatest) {
      least = single ? (float) least - 0.5f : least - 0.5;
      greatest = single ? (float) greatest + 0.5f : greatest + 0.5;
    }
    return Optional.of(
        new Histogram(
            single
                ? singles((float) least, (float) greatest, bins)
                : doubles(least, greatest, bins)));
  }

  private static double[] singles(float least, float greatest, int bins) {
    double[] edges = new double[bins + 1];
    float all = greatest - least;
    float step = all / bins;
    if (Float.isInfinite(all) || step == 0) {
      return doubles(least, greatest, bins);
    }
    for (int i = 0; i < bins; i++) {
      edges[i] = i * step + least;
    }
    edges[bins] = greatest;
    return edges;
  }

  private static double[] doubles(double least, double greatest, int bins) {
    double[] edges = new double[bins + 1];
    double all = greatest - least;
    double step = all / bins;
    for (int i = 0; i < bins; i++) {
      double part = i / (double) bins;
      if (Double.isInfinite(all)) {
        edges[i] = least * (1 - part) + greatest * part;
      } else {
        edges[i] = (step == 0 ? part * all : i * step) + least;
      }
    }
    edges[bins] = greatest;
    return edges;
  }

  /** Counts the first {@code n} numbers of an array; what is not finite is in no bin. */
  void count(double[] values, int n, long[] target) {
    int last = target.length - 1;
    double least = edges[0];
    for (int i = 0; i < n; i++) {
      double value = values[i];
      if (!Double.isFinite(value)) {
        continue;
      }
      // Rounding may lead to a neighbour of the right bin.
      int bin = Math.max(0, Math.min(last, (int) ((value - least) * perBin)));
      while (bin > 0 && value < edges[bin]) {
        bin--;
      }
      while (bin < last && value >= edges[bin + 1]) {
        bin++;
      }
      target[bin]++;
    }
  }

  /** Adds counts taken elsewhere. */
  synchronized void add(long[] more) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += more[i];
    }
  }

  /** {@return how many bins there are} */
  public int bins() {
    return counts.length;
  }

  /**
   * {@return an edge of a bin}
   *
   * @param index from 0, the least, to {@link #bins}, the greatest
   */
  public double edge(int index) {
    return edges[index];
  }

  /**
   * {@return how many numbers are in a bin}
   *
   * @param bin from 0 to {@link #bins} - 1
   */
  public synchronized long count(int bin) {
    return counts[bin];
  }
}
