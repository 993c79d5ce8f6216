package io.github.tfckpt.diff;

import java.util.List;

/**
 * What the comparison of two checkpoints came to.
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

  /** {@return true if every pair is identical or close} */
  public boolean isEqual() {
    for (TensorDiff diff : diffs) {
      if (!diff.status().isEqual()) {
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
