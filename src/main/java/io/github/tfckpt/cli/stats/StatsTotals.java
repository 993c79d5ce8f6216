package io.github.tfckpt.cli.stats;

import io.github.tfckpt.cli.records.StatsColumns;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.stats.Anomaly;
import io.github.tfckpt.stats.Occurrences;
import io.github.tfckpt.stats.TensorStats;
import io.github.tfckpt.verify.Part;
import java.util.Set;

/**
 * The sums below the statistics of many tensors, or below what was found in them:
 *
 * <pre>
 * total: 12 tensors, 240 elements; 3 NaN in 1 tensor, 2 inf in 2 tensors
 * found in 2 of 12 tensors
 * </pre>
 */
final class StatsTotals {

  private final Part part;
  private final Set<Anomaly> sought;
  private long found;
  private long tensors;
  private long failed;
  private long elements;
  private long nan;
  private long tensorsWithNan;
  private long inf;
  private long tensorsWithInf;

  /**
   * No tensors yet.
   *
   * @param sought what is searched for; nothing if it is no search
   */
  StatsTotals(Part part, Set<Anomaly> sought) {
    this.part = part;
    this.sought = sought;
  }

  void add(StatsColumns.Row row) {
    if (row.stats().isEmpty()) {
      failed++;
      return;
    }
    TensorStats stats = row.stats().get();
    tensors++;
    found += stats.hasAny(sought) ? 1 : 0;
    elements += stats.count();
    nan += stats.nan().count();
    tensorsWithNan += one(stats.nan());
    inf += stats.inf().count();
    tensorsWithInf += one(stats.inf());
  }

  private static int one(Occurrences found) {
    return found.isThere() ? 1 : 0;
  }

  /** True if something was searched for and found. */
  boolean isFound() {
    return found > 0;
  }

  /** How many tensors, in words. */
  private static String tensors(long count) {
    return Quantity.count(count) + (count == 1 ? " tensor" : " tensors");
  }

  /** Which part it is and what could not be read, if there is anything to say of that. */
  private String rest() {
    return (failed > 0 ? "; " + tensors(failed) + " cannot be read" : "")
        + (part.isWhole() ? "" : "; part " + part);
  }

  String line() {
    if (!sought.isEmpty()) {
      String where = isFound() ? "found in " + Quantity.count(found) + " of " : "nothing found in ";
      return where + tensors(tensors) + rest();
    }
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
