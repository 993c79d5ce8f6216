package io.github.tfckpt.diff;

import io.github.tfckpt.entry.FullNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of comparing two checkpoints.
 *
 * @param a the path of A
 * @param b the path of B
 * @param basis what was compared
 * @param diffs a result for each pair
 */
public record DiffReport(String a, String b, Basis basis, List<TensorDiff> diffs) {

  /** What was compared. */
  public enum Basis {
    /** Every value. */
    VALUES,
    /** Those that the indexes store; no values were read. */
    CHECKSUMS,
    /** Names, types and shapes. */
    NAMES
  }

  /** A report whose lists do not change any more. */
  public DiffReport {
    diffs = List.copyOf(diffs);
  }

  /**
   * {@return this report for people: pairs under the full names of their tensors, where those are
   * unique}
   *
   * @param ofA the full names of A's tensors
   * @param ofB the full names of B's tensors
   */
  public DiffReport shown(FullNames ofA, FullNames ofB) {
    if (!ofA.areThere() && !ofB.areThere()) {
      return this;
    }
    List<TensorDiff> shown = new ArrayList<>(diffs.size());
    for (TensorDiff diff : diffs) {
      Pair pair = diff.pair();
      Optional<String> full =
          pair.a().isPresent() ? ofA.of(pair.a().get()) : ofB.of(pair.b().orElseThrow());
      Pair named = new Pair(pair.a(), pair.b(), full.orElse(pair.name()), pair.nameB());
      shown.add(new TensorDiff(named, diff.status(), diff.metrics(), diff.note(), diff.failure()));
    }
    return new DiffReport(a, b, basis, shown);
  }

  /**
   * {@return true if every pair is identical or close} The object graph says where values belong,
   * and is none: it is told, and alone makes nothing unequal.
   */
  public boolean isEqual() {
    for (TensorDiff diff : diffs) {
      if (!diff.status().isEqual() && !diff.isOfGraph()) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return how many pairs have a status}
   *
   * @param status any of them
   */
  public long count(Status status) {
    long count = 0;
    for (TensorDiff diff : diffs) {
      count += diff.status() == status ? 1 : 0;
    }
    return count;
  }

  /** {@return how many pairs differ in shape but have as many elements} */
  public long reshapable() {
    long count = 0;
    for (TensorDiff diff : diffs) {
      count += diff.isReshapable() ? 1 : 0;
    }
    return count;
  }
}
