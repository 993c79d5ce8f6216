package io.github.tfckpt.cli.diff;

import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.DiffReport.Basis;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.diff.UnchangedScopes;
import io.github.tfckpt.render.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last line of a comparison:
 *
 * <pre>
 * not equal: 9 identical, 22 different, 2 shape, 3 only in A, 41 only in B
 * restoring B from A: 29 of 39 found, 8 missing, 2 to be reshaped; 3 of A not used
 * Saver save_1: 12 of 14 found, 2 of another shape
 * </pre>
 */
final class DiffSummary {

  /** Layers that did not change are named up to so many. */
  private static final int MOST_NAMES = 12;

  /** What training leaves of the direction of a tensor, at least. */
  private static final double TRAINED = 0.9;

  /** Tensors that have nothing in common are below that, unless they are very small. */
  private static final double UNRELATED = 0.5;

  private static final long FEWEST_ELEMENTS = 32;

  private DiffSummary() {}

  /** Which layers did not change, where others did. */
  static Optional<String> unchanged(DiffReport report) {
    if (report.basis() == Basis.NAMES) {
      return Optional.empty();
    }
    return UnchangedScopes.of(report.diffs())
        .map(
            found -> {
              List<String> names = found.names();
              List<String> first = names.subList(0, Math.min(MOST_NAMES, names.size()));
              int more = names.size() - first.size();
              return "identical: "
                  + String.join(", ", first)
                  + (more > 0 ? ", and " + more + " more" : "")
                  + " ("
                  + Quantity.count(found.tensors())
                  + (found.tensors() == 1 ? " tensor)" : " tensors)");
            });
  }

  /** The line; before it one for each Saver of a graph, if there are several. */
  static List<String> of(DiffReport report, Optional<RestorePlan> plan) {
    List<String> lines = new ArrayList<>();
    plan.ifPresent(
        restored -> {
          for (String saver : restored.savers()) {
            lines.add("Saver " + saver + ": " + found(restored.of(saver, report), true));
          }
        });
    lines.add(report.basis() == Basis.NAMES ? plan(report, plan.isPresent()) : of(report));
    return lines;
  }

  private static String of(DiffReport report) {
    List<String> words = new ArrayList<>();
    add(words, report, Status.IDENTICAL, "identical");
    add(words, report, Status.CLOSE, "close");
    add(words, report, Status.DIFFERENT, "different" + kinship(report));
    add(words, report, Status.SHAPE, "of another shape");
    add(words, report, Status.DTYPE, "of another dtype");
    add(words, report, Status.ONLY_A, "only in A");
    add(words, report, Status.ONLY_B, "only in B");
    add(words, report, Status.UNKNOWN, "unknown");
    return verdict(report)
        + ": "
        + (words.isEmpty() ? "no tensors" : String.join(", ", words))
        + graph(report);
  }

  /** How many of those that differ look like one tensor after some training, or like two. */
  private static String kinship(DiffReport report) {
    long trained = 0;
    long unrelated = 0;
    for (TensorDiff diff : report.having(status -> status == Status.DIFFERENT)) {
      boolean isWide = diff.pair().either().elementCount() > 1;
      if (isWide && diff.metrics().isPresent()) {
        double cosine = diff.metrics().get().cosine();
        boolean isLarge = diff.pair().either().elementCount() >= FEWEST_ELEMENTS;
        trained += cosine >= TRAINED ? 1 : 0;
        unrelated += cosine < UNRELATED && isLarge ? 1 : 0;
      }
    }
    List<String> words = new ArrayList<>();
    if (trained > 0) {
      words.add(Quantity.count(trained) + " as if trained further");
    }
    if (unrelated > 0) {
      words.add(Quantity.count(unrelated) + " unrelated");
    }
    return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
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

  /** What there is to say of the object graph, which alone makes nothing unequal. */
  private static String graph(DiffReport report) {
    for (TensorDiff diff : report.having(DiffSummary::isTold)) {
      if (isApart(diff)) {
        return switch (diff.status()) {
          case ONLY_A -> "; the object graph is only in A";
          case ONLY_B -> "; the object graph is only in B";
          default -> "; the object graph differs";
        };
      }
    }
    return "";
  }

  /** True of the object graph, where it is not that of the other side: it is told by itself. */
  private static boolean isApart(TensorDiff diff) {
    return isTold(diff.status()) && diff.isOfGraph();
  }

  private static boolean isTold(Status status) {
    return !status.isEqual() && status != Status.UNKNOWN;
  }

  private static long count(DiffReport report, Status status) {
    long count = report.count(status);
    return isTold(status)
        ? count
            - report.having(each -> each == status).stream().filter(DiffSummary::isApart).count()
        : count;
  }

  private static void add(List<String> words, DiffReport report, Status status, String word) {
    long count = count(report, status);
    if (count > 0) {
      words.add(Quantity.count(count) + " " + word);
    }
  }

  /** What of B could be restored from A. */
  private static String plan(DiffReport report, boolean isGraph) {
    long unused = count(report, Status.ONLY_A);
    return "restoring B from A: "
        + found(report, isGraph)
        + (unused > 0 ? "; " + Quantity.count(unused) + " of A not used" : "");
  }

  /** A graph does not reshape. */
  private static String found(DiffReport report, boolean isGraph) {
    long found = report.count(Status.IDENTICAL);
    long shape = report.count(Status.SHAPE);
    long reshapable = isGraph ? 0 : report.reshapable();
    long apart = report.having(DiffSummary::isTold).stream().filter(DiffSummary::isApart).count();
    long all = report.diffs().size() - apart - count(report, Status.ONLY_A);
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
    return String.join(", ", words);
  }
}
