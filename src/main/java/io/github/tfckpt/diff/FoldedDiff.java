package io.github.tfckpt.diff;

import io.github.tfckpt.inspect.Folding;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * One line of a report: a difference, or several of tensors whose names differ in one number alone
 * ({@code layer_[0-11]/bias}) and that differ alike. That is: the same status, types and shapes,
 * all elements or only some, and changes at most a quarter apart.
 *
 * @param parts the name, cut into text and runs of digits in turn, the last the rest of it; a
 *     folded number is {@code [0-11]}
 * @param members what it stands for, the greatest change first
 */
public record FoldedDiff(List<String> parts, List<TensorDiff> members) {

  /** Fewer than these are reported one by one. */
  private static final int FEWEST = 3;

  /** Names with more numbers than this are folded by the first of them. */
  private static final int MOST_NUMBERS = 16;

  private static final double APART = 1.25;

  /** A group whose list does not change any more. */
  public FoldedDiff {
    parts = List.copyOf(parts);
    members = List.copyOf(members);
  }

  /**
   * {@return differences one by one, in the same order}
   *
   * @param diffs of any status
   */
  public static List<FoldedDiff> each(List<TensorDiff> diffs) {
    return new Each(diffs);
  }

  /** Lines that are made when they are asked for. */
  private static final class Each extends AbstractList<FoldedDiff> implements RandomAccess {
    private final List<TensorDiff> diffs;

    Each(List<TensorDiff> diffs) {
      this.diffs = diffs;
    }

    @Override
    public int size() {
      return diffs.size();
    }

    @Override
    public FoldedDiff get(int index) {
      TensorDiff diff = diffs.get(index);
      return new FoldedDiff(cut(diff.pair().name()), List.of(diff));
    }
  }

  /**
   * {@return differences with those joined that are alike; each stands where the first of them
   * stood}
   *
   * @param byChange differences, of those that are alike the one with the greatest change first, as
   *     {@link TensorDiff#byChange} sorts them
   */
  public static List<FoldedDiff> fold(List<TensorDiff> byChange) {
    List<FoldedDiff> folded = new ArrayList<>(each(byChange));
    int numbers = 0;
    for (FoldedDiff diff : folded) {
      numbers = Math.max(numbers, diff.parts.size() / 2);
    }
    for (int i = 0; i < Math.min(numbers, MOST_NUMBERS); i++) {
      folded = foldAt(2 * i + 1, folded);
    }
    return folded;
  }

  private static List<FoldedDiff> foldAt(int part, List<FoldedDiff> diffs) {
    Map<List<Object>, List<FoldedDiff>> groups = new LinkedHashMap<>();
    for (FoldedDiff diff : diffs) {
      // A damaged index may hold one name several times, so being alike is not yet a number.
      if (part < diff.parts.size()) {
        List<Object> key = new ArrayList<>(diff.parts);
        key.set(part, "");
        key.add(diff.kind());
        groups.computeIfAbsent(key, unseen -> new ArrayList<>()).add(diff);
      }
    }
    IdentityHashMap<FoldedDiff, Optional<FoldedDiff>> joined = new IdentityHashMap<>();
    for (List<FoldedDiff> group : groups.values()) {
      int from = 0;
      while (from < group.size()) {
        int to = from + 1;
        while (to < group.size() && group.get(from).change() <= APART * group.get(to).change()) {
          to++;
        }
        List<FoldedDiff> alike = group.subList(from, to);
        if (alike.size() >= FEWEST) {
          alike.forEach(each -> joined.put(each, Optional.empty()));
          joined.put(alike.get(0), Optional.of(join(part, alike)));
        }
        from = to;
      }
    }
    List<FoldedDiff> rest = new ArrayList<>();
    for (FoldedDiff diff : diffs) {
      joined.getOrDefault(diff, Optional.of(diff)).ifPresent(rest::add);
    }
    return rest;
  }

  private static FoldedDiff join(int part, List<FoldedDiff> alike) {
    List<String> numbers = new ArrayList<>();
    List<TensorDiff> members = new ArrayList<>();
    for (FoldedDiff each : alike) {
      numbers.add(each.parts.get(part));
      members.addAll(each.members);
    }
    numbers.sort(FoldedDiff::compareNumbers);
    List<String> parts = new ArrayList<>(alike.get(0).parts);
    parts.set(part, "[" + Folding.ranges(numbers) + "]");
    return new FoldedDiff(parts, members);
  }

  private static int compareNumbers(String one, String other) {
    int order = Integer.compare(one.length(), other.length());
    return order != 0 ? order : one.compareTo(other);
  }

  /** What has to be the same for two to be alike. */
  private List<Object> kind() {
    TensorDiff diff = first();
    List<Object> kind = new ArrayList<>();
    kind.add(diff.status());
    kind.add(diff.note());
    diff.pair().a().ifPresent(entry -> kind.add(List.of(entry.dtype(), entry.shape())));
    diff.pair().b().ifPresent(entry -> kind.add(List.of(entry.dtype(), entry.shape())));
    diff.metrics()
        .ifPresent(
            found ->
                kind.add(
                    List.of(found.differing() == found.elements(), found.nanA() + found.nanB())));
    return kind;
  }

  private static List<String> cut(String name) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean digits = false;
    for (int i = 0; i < name.length() && parts.size() < 2 * MOST_NUMBERS; i++) {
      if ((name.charAt(i) >= '0' && name.charAt(i) <= '9') != digits) {
        parts.add(name.substring(start, i));
        start = i;
        digits = !digits;
      }
    }
    parts.add(name.substring(start));
    return parts;
  }

  /** {@return the name, folded numbers as ranges} */
  public String name() {
    return String.join("", parts);
  }

  /** {@return the one that changed most} */
  public TensorDiff first() {
    return members.get(0);
  }

  /** {@return the greatest change among them: {@link TensorDiff#change}} */
  public double change() {
    return first().change();
  }

  /**
   * {@return the metrics of all of them: sums of counts, and of all else what is farthest from the
   * same}
   *
   * @throws java.util.NoSuchElementException if values of one of them were not compared
   */
  public Metrics metrics() {
    Metrics all = first().metrics().orElseThrow();
    for (TensorDiff member : members.subList(1, members.size())) {
      all = all.worst(member.metrics().orElseThrow());
    }
    return all;
  }
}
