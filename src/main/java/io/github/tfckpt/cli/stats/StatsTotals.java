package io.github.tfckpt.cli.stats;

import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.stats.Occurrences;
import io.github.tfckpt.stats.TensorStats;
import io.github.tfckpt.verify.Part;

/**
 * The sums below the statistics of many tensors:
 *
 * <pre>
 * total: 12 tensors, 240 elements; 3 NaN in 1 tensor, 2 inf in 2 tensors
 * </pre>
 */
final class StatsTotals {

  private final Part part;
  private long tensors;
  private long failed;
  private long elements;
  private long nan;
  private long tensorsWithNan;
  private long inf;
  private long tensorsWithInf;

  StatsTotals(Part part) {
    this.part = part;
  }

  void add(TensorStats stats) {
    tensors++;
    elements += stats.count();
    nan += stats.nan().count();
    tensorsWithNan += one(stats.nan());
    inf += stats.inf().count();
    tensorsWithInf += one(stats.inf());
  }

  private static int one(Occurrences found) {
    return found.isThere() ? 1 : 0;
  }

  void addFailed() {
    failed++;
  }

  /** How many tensors, in words. */
  static String tensors(long count) {
    return Quantity.count(count) + (count == 1 ? " tensor" : " tensors");
  }

  /** Which part it is and what could not be read, if there is anything to say of that. */
  String rest() {
    return (failed > 0 ? "; " + tensors(failed) + " cannot be read" : "")
        + (part.isWhole() ? "" : "; part " + part);
  }

  String line() {
    StringBuilder line = new StringBuilder("total: ").append(tensors(tensors)).append(", ");
    line.append(Quantity.count(elements)).append(elements == 1 ? " element" : " elements");
    if (tensorsWithNan > 0) {
      line.append("; ").append(Quantity.count(nan)).append(" NaN in ");
      line.append(tensors(tensorsWithNan));
    }
    if (tensorsWithInf > 0) {
      line.append(tensorsWithNan > 0 ? ", " : "; ").append(Quantity.count(inf));
      line.append(" inf in ").append(tensors(tensorsWithInf));
    }
    return line.append(rest()).toString();
  }
}
