package io.github.tfckpt.diff;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.change.Rule;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.name.Glob;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Finds tensors that differ, but hold the same values in another order: transposed, as conversions
 * between frameworks leave them, or with an axis reversed, as RGB and BGR. A few elements rule out
 * most; what is left is compared in full.
 */
public final class Rearrangements {

  /** If more tensors than this differ, the others are not examined. */
  private static final int MOST_PAIRS = 4096;

  private static final int SAMPLES = 48;

  /** Orders of axes beside the reversed one: of convolutions, HWIO and OIHW. */
  private static final List<String> CONVOLUTIONS = List.of("3,2,0,1", "2,3,1,0");

  /**
   * A rule that makes tensors equal.
   *
   * @param kind the option that it is typed after
   * @param text as it is typed after that
   * @param tensors how many it makes equal
   * @param otherShape how many of these have another shape now
   */
  public record Hint(Rule.Kind kind, String text, long tensors, long otherShape) {}

  /** What would be done to one tensor. */
  private record Candidate(TensorDiff diff, Rule.Kind kind, String axes) {
    Pair pair() {
      String name = diff.pair().name();
      Rule rule = Rule.parse(kind, name + ":" + axes, text -> text::equals);
      return diff.pair().changed(new Changes(List.of(), List.of(rule)), List.of(name));
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
    return search.hints(search.confirmed(search.candidates(), threads));
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
    if (!isPossible) {
      return Optional.empty();
    }
    for (Candidate candidate : orders(diff, one.shape())) {
      Pair pair = candidate.pair();
      if (pair.shape().equals(other.shape()) && looksEqual(pair)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static List<Candidate> orders(TensorDiff diff, Shape shape) {
    List<Candidate> orders = new ArrayList<>();
    int rank = shape.rank();
    if (rank == 4) {
      CONVOLUTIONS.forEach(axes -> orders.add(new Candidate(diff, Rule.Kind.TRANSPOSE, axes)));
    }
    if (rank > 1) {
      StringBuilder axes = new StringBuilder();
      for (int axis = rank - 1; axis >= 0; axis--) {
        axes.append(axis).append(axis > 0 ? "," : "");
      }
      orders.add(new Candidate(diff, Rule.Kind.TRANSPOSE, axes.toString()));
    }
    for (int axis = 0; axis < rank; axis++) {
      if (shape.extent(axis) > 1) {
        orders.add(new Candidate(diff, Rule.Kind.REVERSE, axis + ""));
      }
    }
    return orders;
  }

  /** True if some elements are the same. */
  private boolean looksEqual(Pair pair) {
    try {
      if (a.read(pair.a().orElseThrow()).elements() instanceof FixedElements plain
          && pair.change().orElseThrow().apply(pair.name(), plain) instanceof FixedElements one
          && b.read(pair.b().orElseThrow()).elements() instanceof FixedElements other) {
        return looksEqual(one.bytes(), other.bytes(), one.dtype().width());
      }
    } catch (IOException e) {
      // What cannot be read has been reported.
    }
    return false;
  }

  private static boolean looksEqual(ByteSource one, ByteSource other, int width)
      throws IOException {
    Random random = new Random(one.size());
    ByteBuffer first = ByteBuffer.allocate(width);
    ByteBuffer second = ByteBuffer.allocate(width);
    for (int i = 0; i < SAMPLES; i++) {
      long at = random.nextLong(one.size() / width) * width;
      one.read(at, first.clear());
      other.read(at, second.clear());
      if (!first.flip().equals(second.flip())) {
        return false;
      }
    }
    return true;
  }

  private List<Candidate> confirmed(List<Candidate> candidates, int threads)
      throws InterruptedIOException {
    if (candidates.isEmpty()) {
      return List.of();
    }
    DiffOptions exact = new DiffOptions(Tolerance.NONE, false, false, threads);
    List<Pair> pairs = candidates.stream().map(Candidate::pair).toList();
    List<TensorDiff> results = CheckpointDiff.compare(a, b, pairs, exact, bytes -> {});
    List<Candidate> confirmed = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).status() == Status.IDENTICAL) {
        confirmed.add(candidates.get(i));
      }
    }
    return confirmed;
  }

  private List<Hint> hints(List<Candidate> confirmed) {
    Map<List<Object>, List<Candidate>> groups = new LinkedHashMap<>();
    for (Candidate each : confirmed) {
      List<Object> group = List.of(each.kind(), each.axes(), pattern(each));
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(each);
    }
    List<Hint> hints = new ArrayList<>();
    for (List<Candidate> group : groups.values()) {
      if (group.size() > 1 && matched(pattern(group.get(0))).equals(names(group))) {
        hints.add(hint(pattern(group.get(0)), group));
      } else {
        group.forEach(one -> hints.add(hint(escaped(one.diff().pair().name()), List.of(one))));
      }
    }
    hints.sort((x, y) -> Long.compare(y.tensors(), x.tensors()));
    return hints;
  }

  private static Hint hint(String pattern, List<Candidate> group) {
    Candidate first = group.get(0);
    long otherShape = group.stream().filter(c -> c.diff().status() == Status.SHAPE).count();
    return new Hint(first.kind(), pattern + ":" + first.axes(), group.size(), otherShape);
  }

  /** All names that end as this one does. */
  private static String pattern(Candidate candidate) {
    String name = candidate.diff().pair().name();
    return "*" + escaped(name.substring(name.lastIndexOf('/') + (name.indexOf('/') < 0 ? 1 : 0)));
  }

  private static String escaped(String name) {
    return name.replace("[", "\\[").replace("?", "\\?");
  }

  private static Set<String> names(Collection<Candidate> group) {
    Set<String> names = new LinkedHashSet<>();
    group.forEach(each -> names.add(each.diff().pair().name()));
    return names;
  }

  /**
   * The tensors of A whose names end as a pattern does, in the order in which they are compared.
   */
  private Set<String> matched(String pattern) {
    Glob glob = new Glob(pattern);
    Set<String> names = new LinkedHashSet<>();
    for (TensorDiff diff : diffs) {
      if (diff.pair().a().isPresent() && glob.matches(diff.pair().name())) {
        names.add(diff.pair().name());
      }
    }
    return names;
  }
}
