package io.github.tfckpt.match;

import io.github.tfckpt.change.Rule;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.name.Glob;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds tensors that differ, but hold the same values in another order: transposed, as conversions
 * between frameworks leave them, or with an axis reversed, as RGB and BGR. A few elements rule out
 * most; what is left is compared in full.
 */
public final class Rearrangements {

  /** If more tensors than this differ, the others are not examined. */
  private static final int MOST_PAIRS = 4096;

  /**
   * A rule that makes tensors equal.
   *
   * @param action the option that it is typed after
   * @param text as it is typed after that
   * @param tensors how many it makes equal
   * @param otherShape how many of these have another shape now
   */
  public record Hint(Rule.Action action, String text, long tensors, long otherShape) {}

  /** What would be done to one tensor. */
  private record Candidate(TensorDiff diff, Arrangement arrangement) implements Confirmation.Trial {
    @Override
    public Pair plain() {
      return diff.pair();
    }

    Arrangement.Step step() {
      return arrangement.steps().get(0);
    }
  }

  private final Checkpoint a;
  private final Checkpoint b;
  private final List<TensorDiff> diffs;

  private Rearrangements(Checkpoint a, Checkpoint b, List<TensorDiff> diffs) {
    this.a = a;
    this.b = b;
    this.diffs = diffs;
  }

  /**
   * {@return rules that make tensors equal which differ now, those for most tensors first} Each is
   * exact: it matches no other tensor of A.
   *
   * @param a the checkpoint whose tensors would be rearranged
   * @param b the other one
   * @param diffs what comparing the two gave
   * @param threads how many threads work, at least 1
   * @throws InterruptedIOException if the thread that calls this is interrupted
   */
  public static List<Hint> of(Checkpoint a, Checkpoint b, List<TensorDiff> diffs, int threads)
      throws InterruptedIOException {
    Rearrangements search = new Rearrangements(a, b, diffs);
    return search.hints(Confirmation.of(a, b, search.candidates(), threads, bytes -> {}));
  }

  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    int looked = 0;
    for (TensorDiff diff : diffs) {
      boolean isOpen = diff.status() == Status.DIFFERENT || diff.status() == Status.SHAPE;
      if (isOpen && diff.pair().change().isEmpty() && looked++ < MOST_PAIRS) {
        candidate(diff).ifPresent(candidates::add);
      }
    }
    return candidates;
  }

  private Optional<Candidate> candidate(TensorDiff diff) {
    TensorEntry one = diff.pair().a().orElseThrow();
    TensorEntry other = diff.pair().b().orElseThrow();
    boolean isPossible =
        one.dtype().equals(other.dtype())
            && one.dtype().isFixed()
            && one.elementCount() > 0
            && one.elementCount() == other.elementCount()
            && one.shape().rank() == other.shape().rank()
            && !MapRule.isAwkward(diff.pair().name());
    return isPossible
        ? Arrangement.find(a, b, diff.pair(), false).map(found -> new Candidate(diff, found))
        : Optional.empty();
  }

  private List<Hint> hints(List<Candidate> confirmed) {
    Map<Arrangement.Step, List<Candidate>> groups = new LinkedHashMap<>();
    for (Candidate each : confirmed) {
      groups.computeIfAbsent(each.step(), step -> new ArrayList<>()).add(each);
    }
    List<Hint> hints = new ArrayList<>();
    groups.forEach((step, group) -> hints.addAll(hints(step, group)));
    hints.sort((x, y) -> Long.compare(y.tensors(), x.tensors()));
    return hints;
  }

  private List<Hint> hints(Arrangement.Step step, List<Candidate> group) {
    Set<String> inside = new HashSet<>();
    group.forEach(each -> inside.add(each.diff().pair().name()));
    List<List<String>> others = new ArrayList<>();
    for (TensorDiff diff : diffs) {
      if (diff.pair().a().isPresent() && !inside.contains(diff.pair().name())) {
        others.add(List.of(diff.pair().name()));
      }
    }
    List<List<String>> members = inside.stream().map(List::of).toList();
    List<Hint> hints = new ArrayList<>();
    for (String pattern : ChangePatterns.cover(members, others)) {
      Glob glob = new Glob(pattern);
      List<Candidate> matched =
          group.stream().filter(each -> glob.matches(each.diff().pair().name())).toList();
      long otherShape = matched.stream().filter(c -> c.diff().status() == Status.SHAPE).count();
      String text = pattern + ":" + step.value();
      hints.add(new Hint(step.action(), text, matched.size(), otherShape));
    }
    return hints;
  }
}
