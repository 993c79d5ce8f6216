package io.github.tfckpt.cli.diff;

import io.github.tfckpt.change.Rule;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.pairs.DiffSide;
import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.DiffReport.Basis;
import io.github.tfckpt.diff.SideNames;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.match.MapProposals;
import io.github.tfckpt.match.MapProposals.Proposal;
import io.github.tfckpt.match.Matching;
import io.github.tfckpt.match.Matching.Alike;
import io.github.tfckpt.match.Rearrangements;
import io.github.tfckpt.match.Rearrangements.Hint;
import io.github.tfckpt.match.TypedRules.TypedRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to type so that more tensors are compared. */
final class DiffSuggestions {

  private static final int MOST_HINTS = 5;

  /** Rules that are shown in a line. */
  private static final int MOST_RULES = 6;

  /** Bytes of both sides that are read once more to find tensors by their values. */
  private static final long MOST_BYTES = 4L << 30;

  private DiffSuggestions() {}

  static void report(
      Streams streams, DiffSide a, DiffSide b, DiffReport report, NameOptions names, int threads)
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
    List<Proposal> proposals =
        MapProposals.of(a.checkpoint().get(), b.checkpoint().get(), report.diffs(), reading);
    long proposed = proposals.stream().mapToLong(Proposal::tensors).sum();
    long most = Math.min(report.count(Status.ONLY_A), report.count(Status.ONLY_B));
    Optional<Matching> matched =
        reading && proposed < most
            ? matched(a.checkpoint().get(), b.checkpoint().get(), report, names, threads)
            : Optional.empty();
    if (matched.filter(found -> isMore(found, proposed)).isPresent()) {
      streams.message(words(matched.get()));
    } else {
      for (Proposal proposal : proposals) {
        streams.message(words(proposal));
      }
    }
    if (matched.filter(found -> !found.together().isEmpty()).isPresent()) {
      streams.message(words(matched.get().together()));
    }
  }

  private static boolean isMore(Matching found, long proposed) {
    return found.matches().size() > Math.max(1, proposed) && found.isTelling();
  }

  /** What the values say of tensors without a counterpart, if these are not too many. */
  private static Optional<Matching> matched(
      Checkpoint a, Checkpoint b, DiffReport report, NameOptions names, int threads)
      throws IOException {
    List<TensorEntry> inA = new ArrayList<>();
    List<TensorEntry> inB = new ArrayList<>();
    long bytes = 0;
    for (TensorDiff diff : report.diffs()) {
      boolean isOpen = diff.status() == Status.ONLY_A || diff.status() == Status.ONLY_B;
      if (isOpen && diff.pair().change().isEmpty()) {
        bytes += diff.pair().bytes();
        (diff.status() == Status.ONLY_A ? inA : inB).add(diff.pair().either());
      }
    }
    if (bytes > MOST_BYTES) {
      return Optional.empty();
    }
    return Optional.of(
        Matching.of(
            a,
            inA,
            new SideNames(names.shown(a), a.fullNames()),
            b,
            inB,
            new SideNames(names.shown(b), b.fullNames()),
            threads,
            read -> {}));
  }

  private static String words(List<Alike> together) {
    long tensors = together.stream().mapToLong(each -> each.a().size() + each.b().size() - 1).sum();
    return tensors
        + " tensors together hold the values of "
        + together.size()
        + " of the other checkpoint; 'tfckpt diff --match' names them";
  }

  private static String words(Matching found) {
    List<TypedRule> rules = found.rules(List.of());
    long changed = found.matches().stream().filter(each -> !each.words().isEmpty()).count();
    String tensors =
        found.matches().size()
            + " tensors only in A hold the values of as many only in B"
            + (changed > 0 ? ", " + changed + " of them rearranged" : "");
    if (rules.size() > MOST_RULES) {
      return tensors + "; 'tfckpt diff --match' prints the " + rules.size() + " rules that say how";
    }
    StringBuilder typed = new StringBuilder(tensors).append("; try");
    for (TypedRule rule : rules) {
      typed.append(' ').append(rule.option()).append(" '").append(rule.value()).append('\'');
    }
    return typed.toString();
  }

  private static String words(Hint hint) {
    return (hint.tensors() == 1 ? "1 tensor is" : hint.tensors() + " tensors are")
        + " equal when "
        + (hint.action() == Rule.Action.TRANSPOSE ? "transposed" : "reversed")
        + "; try "
        + hint.action().option()
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
