package io.github.tfckpt.diff;

import io.github.tfckpt.diff.TensorDiff.Outcome;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.IndexedView;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
    diffs = diffs instanceof Results ? diffs : List.copyOf(diffs);
  }

  /**
   * The results of pairs, each made when it is asked for: of a million most say the same, which is
   * kept once.
   */
  static final class Results extends AbstractList<TensorDiff> implements RandomAccess {

    /** Outcomes of which equal ones are kept once: of more, hardly any are equal. */
    private static final int MOST_SHARED = 1 << 12;

    private final List<Pair> pairs;
    private final Outcome[] outcomes;
    private final Map<Outcome, Outcome> shared = new HashMap<>();

    Results(List<Pair> pairs) {
      this.pairs = pairs;
      this.outcomes = new Outcome[pairs.size()];
    }

    /** Only until the first result is asked for. */
    void put(int index, Outcome outcome) {
      if (shared.size() < MOST_SHARED) {
        shared.putIfAbsent(outcome, outcome);
      }
      outcomes[index] = shared.getOrDefault(outcome, outcome);
    }

    Status status(int index) {
      return outcomes[index].status();
    }

    @Override
    public int size() {
      return outcomes.length;
    }

    @Override
    public TensorDiff get(int index) {
      return new TensorDiff(pairs.get(index), outcomes[index]);
    }
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
    for (int i = 0; i < diffs.size(); i++) {
      if (!status(i).isEqual() && !diffs.get(i).isOfGraph()) {
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
    for (int i = 0; i < diffs.size(); i++) {
      count += status(i) == status ? 1 : 0;
    }
    return count;
  }

  /** The status of a pair: less work than all that there is to say of it. */
  private Status status(int index) {
    return diffs instanceof Results results ? results.status(index) : diffs.get(index).status();
  }

  /**
   * {@return the results with some statuses, in the same order}
   *
   * @param wanted which statuses
   */
  public List<TensorDiff> having(Predicate<Status> wanted) {
    int[] numbers = IntStream.range(0, diffs.size()).filter(i -> wanted.test(status(i))).toArray();
    return new IndexedView<>(diffs, numbers);
  }

  /** {@return how many pairs differ in shape but have as many elements} */
  public long reshapable() {
    long count = 0;
    for (int i = 0; i < diffs.size(); i++) {
      count += status(i) == Status.SHAPE && diffs.get(i).isReshapable() ? 1 : 0;
    }
    return count;
  }
}
