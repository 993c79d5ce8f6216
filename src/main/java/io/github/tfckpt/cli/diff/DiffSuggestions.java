package io.github.tfckpt.cli.diff;

import io.github.tfckpt.change.Rule;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.pairs.DiffSide;
import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.DiffReport.Basis;
import io.github.tfckpt.diff.MapProposals;
import io.github.tfckpt.diff.MapProposals.Proposal;
import io.github.tfckpt.diff.Rearrangements;
import io.github.tfckpt.diff.Rearrangements.Hint;
import io.github.tfckpt.diff.Status;
import java.io.IOException;
import java.util.List;

/** What to type so that more tensors are compared. */
final class DiffSuggestions {

  private static final int MOST_HINTS = 5;

  private DiffSuggestions() {}

  static void report(Streams streams, DiffSide a, DiffSide b, DiffReport report, int threads)
      throws IOException {
    if (a.checkpoint().isEmpty() || b.checkpoint().isEmpty()) {
      return;
    }
    long reshapable = report.reshapable();
    if (report.basis() == Basis.VALUES) {
      List<Hint> hints =
          Rearrangements.of(a.checkpoint().get(), b.checkpoint().get(), report.diffs(), threads);
      for (Hint hint : hints.subList(0, Math.min(MOST_HINTS, hints.size()))) {
        streams.message(words(hint));
      }
      reshapable -= hints.stream().mapToLong(Hint::otherShape).sum();
    }
    if (reshapable > 0) {
      streams.message(
          (reshapable == 1 ? "1 tensor has" : reshapable + " tensors have")
              + " another shape but as many elements; try --reshape");
    }
    if (report.count(Status.ONLY_A) == 0 || report.count(Status.ONLY_B) == 0) {
      return;
    }
    boolean reading = report.basis() == Basis.VALUES;
    for (Proposal proposal :
        MapProposals.of(a.checkpoint().get(), b.checkpoint().get(), report.diffs(), reading)) {
      streams.message(words(proposal));
    }
  }

  private static String words(Hint hint) {
    return (hint.tensors() == 1 ? "1 tensor is" : hint.tensors() + " tensors are")
        + " equal when "
        + (hint.kind() == Rule.Kind.TRANSPOSE ? "transposed" : "reversed")
        + "; try "
        + hint.kind().option()
        + " '"
        + hint.text()
        + "'";
  }

  private static String words(Proposal proposal) {
    String hint = "; try --map '" + proposal.text() + "'";
    if (proposal.tensors() == 1) {
      return "1 tensor only in A has the content of 1 only in B" + hint;
    }
    boolean content = proposal.sameContent() == proposal.tensors();
    return proposal.tensors()
        + " tensors only in A are like "
        + proposal.tensors()
        + " only in B in "
        + (content ? "content" : "name, dtype and size")
        + (content || proposal.sameContent() == 0
            ? ""
            : " (" + proposal.sameContent() + " in content too)")
        + hint
        + (proposal.reshaped() > 0 ? " --reshape" : "");
  }
}
