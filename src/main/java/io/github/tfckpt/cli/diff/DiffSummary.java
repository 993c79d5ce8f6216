package io.github.tfckpt.cli.diff;

import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.DiffReport.Basis;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.render.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * The last line of a comparison:
 *
 * <pre>
 * not equal: 9 identical, 22 different, 2 shape, 3 only in A, 41 only in B
 * restoring B from A: 29 of 39 found, 8 missing, 2 to be reshaped; 3 of A not used
 * </pre>
 */
final class DiffSummary {

  private DiffSummary() {}

  static String of(DiffReport report) {
    if (report.basis() == Basis.NAMES) {
      return plan(report);
    }
    List<String> words = new ArrayList<>();
    add(words, report, Status.IDENTICAL, "identical");
    add(words, report, Status.CLOSE, "close");
    add(words, report, Status.DIFFERENT, "different");
    add(words, report, Status.SHAPE, "of another shape");
    add(words, report, Status.DTYPE, "of another dtype");
    add(words, report, Status.ONLY_A, "only in A");
    add(words, report, Status.ONLY_B, "only in B");
    add(words, report, Status.UNKNOWN, "unknown");
    return verdict(report) + ": " + (words.isEmpty() ? "no tensors" : String.join(", ", words));
  }

  private static String verdict(DiffReport report) {
    String answer = report.isEqual() ? "equal" : "not equal";
    if (report.basis() != Basis.CHECKSUMS) {
      return answer;
    }
    long equal = report.count(Status.IDENTICAL) + report.count(Status.CLOSE);
    boolean undecided =
        !report.isEqual() && equal + report.count(Status.UNKNOWN) == report.diffs().size();
    return (undecided ? "not decided" : answer) + " by stored checksums, no values read";
  }

  private static void add(List<String> words, DiffReport report, Status status, String word) {
    long count = report.count(status);
    if (count > 0) {
      words.add(Quantity.count(count) + " " + word);
    }
  }

  /** What of B could be restored from A. */
  private static String plan(DiffReport report) {
    long found = report.count(Status.IDENTICAL);
    long shape = report.count(Status.SHAPE);
    long reshapable = report.reshapable();
    long all = report.diffs().size() - report.count(Status.ONLY_A);
    List<String> words = new ArrayList<>();
    words.add(Quantity.count(found) + " of " + Quantity.count(all) + " found");
    add(words, report, Status.ONLY_B, "missing");
    if (reshapable > 0) {
      words.add(Quantity.count(reshapable) + " to be reshaped");
    }
    if (shape > reshapable) {
      words.add(Quantity.count(shape - reshapable) + " of another shape");
    }
    add(words, report, Status.DTYPE, "of another dtype");
    long unused = report.count(Status.ONLY_A);
    return "restoring B from A: "
        + String.join(", ", words)
        + (unused > 0 ? "; " + Quantity.count(unused) + " of A not used" : "");
  }
}
