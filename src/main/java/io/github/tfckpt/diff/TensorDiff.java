package io.github.tfckpt.diff;

import io.github.tfckpt.entry.TensorEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of comparing a pair.
 *
 * @param pair what was compared
 * @param status what it came to
 * @param metrics if values were compared
 * @param note what else there is to say, in a few words; may be empty
 * @param failure why the values could not be compared, if that was a fault of the files
 */
public record TensorDiff(
    Pair pair,
    Status status,
    Optional<Metrics> metrics,
    String note,
    Optional<IOException> failure) {

  /** What comparing a pair came to, whichever pair: of many it is the same. */
  record Outcome(
      Status status, Optional<Metrics> metrics, String note, Optional<IOException> failure) {

    static Outcome of(Status status, String note) {
      return new Outcome(status, Optional.empty(), note, Optional.empty());
    }

    static Outcome of(Status status, Metrics metrics, String note) {
      return new Outcome(status, Optional.of(metrics), note, Optional.empty());
    }

    static Outcome failed(IOException failure) {
      return new Outcome(Status.UNKNOWN, Optional.empty(), "cannot be read", Optional.of(failure));
    }
  }

  TensorDiff(Pair pair, Outcome outcome) {
    this(pair, outcome.status, outcome.metrics, outcome.note, outcome.failure);
  }

  /**
   * {@return the metrics, or, of what stored sums say is the same, those of nothing that differs}
   *
   * @param basis what was compared
   */
  public Optional<Metrics> metrics(DiffReport.Basis basis) {
    boolean isSummed = basis == DiffReport.Basis.CHECKSUMS && status == Status.IDENTICAL;
    if (metrics.isPresent() || !isSummed) {
      return metrics;
    }
    long count = pair.either().elementCount();
    boolean isOfNumbers = pair.dtype().isFixed();
    return Optional.of(isOfNumbers ? Metrics.same(count) : Metrics.ofStrings(count, 0, -1));
  }

  /** {@return true if the shapes differ, but not the numbers of elements} */
  public boolean isReshapable() {
    return status == Status.SHAPE
        && pair.a().orElseThrow().elementCount() == pair.b().orElseThrow().elementCount();
  }

  /** {@return true if this is about the TF2 object graph, which is bookkeeping} */
  public boolean isOfGraph() {
    return pair.either().key().equals(TensorEntry.OBJECT_GRAPH);
  }

  /** {@return true if both sides hold integers, or truth values: distances are integers then} */
  public boolean isOfIntegers() {
    return PieceComparison.isInteger(pair.dtype())
        && PieceComparison.isInteger(pair.b().or(pair::a).orElseThrow().dtype());
  }

  /**
   * {@return how far the values are apart: {@link Metrics#relative}; infinite if NaNs make that
   * unknown, 0 if values were not compared}
   */
  public double change() {
    if (metrics.isEmpty()) {
      return 0;
    }
    Metrics found = metrics.get();
    boolean unknown =
        Double.isNaN(found.relative())
            || (status == Status.DIFFERENT && found.nanA() != found.nanB());
    return unknown ? Double.POSITIVE_INFINITY : found.relative();
  }

  /**
   * {@return results by name, as people count: {@code layer_2} before {@code layer_10}}
   *
   * @param diffs in any order
   */
  public static List<TensorDiff> byName(List<TensorDiff> diffs) {
    return Pair.byName(diffs, diff -> diff.pair().name(), diff -> diff.pair().either());
  }

  /**
   * {@return results by what matters: those that cannot be told, then those that differ, the
   * greatest change first, then those whose values were not compared, and at last those that are
   * equal}
   *
   * @param diffs in any order, which is kept where nothing else decides
   */
  public static List<TensorDiff> byChange(List<TensorDiff> diffs) {
    List<TensorDiff> sorted = new ArrayList<>(diffs);
    sorted.sort(TensorDiff::compareByChange);
    return sorted;
  }

  private static int compareByChange(TensorDiff a, TensorDiff b) {
    int order = Integer.compare(a.status.rank(), b.status.rank());
    return order != 0 ? order : Double.compare(b.change(), a.change());
  }
}
