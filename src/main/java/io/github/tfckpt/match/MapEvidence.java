package io.github.tfckpt.match;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds tensors that are only in A and seem to be others that are only in B: with the same type,
 * shape and checksum, or with the same last components of the name, type and number of elements.
 */
final class MapEvidence {

  /** Tensors of A that are looked at; a rule shows in fewer. */
  private static final int MOST = 2000;

  /** Components of names that are compared: of very many tensors with one content fewer match. */
  private static final long MOST_COMPARED = 1 << 26;

  /** What a comparison costs besides, in components. */
  private static final int LEAST_COMPARED = 16;

  /** Bytes that are read of a checkpoint without checksums, the smallest tensors first. */
  private static final long MOST_BYTES = 64 << 20;

  /** Two tensors that seem to be one. */
  record LikelyPair(Pair a, Pair b, boolean sameContent, Optional<MapRule> rule) {
    boolean sameShape() {
      return a.either().shape().equals(b.either().shape());
    }
  }

  private final List<Pair> onlyA = new ArrayList<>();
  private final List<Pair> onlyB = new ArrayList<>();
  private final Set<Pair> taken = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<LikelyPair> matches = new ArrayList<>();
  private final IdentityHashMap<Pair, int[]> parts = new IdentityHashMap<>();
  private final CommonRun common = new CommonRun();
  private long compared;

  private MapEvidence(List<TensorDiff> diffs) {
    for (TensorDiff diff : diffs) {
      Pair pair = diff.pair();
      boolean free = pair.name().equals(pair.nameB()) && !MapRule.isAwkward(pair.name());
      if (free && diff.status() == Status.ONLY_A && onlyA.size() < MOST) {
        onlyA.add(pair);
      } else if (free && diff.status() == Status.ONLY_B) {
        onlyB.add(pair);
      }
    }
  }

  /**
   * All that is found.
   *
   * @param reading if tensors may be read where a format stores no checksums
   */
  static List<LikelyPair> find(
      Checkpoint a, Checkpoint b, List<TensorDiff> diffs, boolean reading) {
    MapEvidence evidence = new MapEvidence(diffs);
    if (!evidence.onlyA.isEmpty() && !evidence.onlyB.isEmpty()) {
      evidence.byContent(a, b, reading);
      evidence.byName();
    }
    return evidence.matches;
  }

  private void byContent(Checkpoint a, Checkpoint b, boolean reading) {
    IdentityHashMap<Pair, List<Object>> contentsA = contents(a, onlyA, onlyB, reading);
    Map<List<Object>, List<Pair>> inB = new HashMap<>();
    contents(b, onlyB, onlyA, reading)
        .forEach((pair, content) -> inB.computeIfAbsent(content, c -> new ArrayList<>()).add(pair));
    for (Pair pair : onlyA) {
      List<Object> content = contentsA.get(pair);
      if (content != null) {
        match(pair, inB.getOrDefault(content, List.of()), true);
      }
    }
  }

  /** Dtype, shape and checksum of each of {@code pairs} whose like is among the others. */
  private static IdentityHashMap<Pair, List<Object>> contents(
      Checkpoint checkpoint, List<Pair> pairs, List<Pair> others, boolean reading) {
    // Lists where records would do: the first comparison of records alone takes 30 ms.
    Set<List<Object>> wanted = new HashSet<>();
    for (Pair other : others) {
      wanted.add(List.of(other.either().dtype(), other.either().shape()));
    }
    List<Pair> smallestFirst = new ArrayList<>(pairs);
    smallestFirst.sort((one, other) -> Long.compare(one.bytes(), other.bytes()));
    IdentityHashMap<Pair, List<Object>> contents = new IdentityHashMap<>();
    long left = MOST_BYTES;
    for (Pair pair : smallestFirst) {
      TensorEntry entry = pair.either();
      if (!wanted.contains(List.of(entry.dtype(), entry.shape())) || entry.elementCount() == 0) {
        continue;
      }
      OptionalInt sum = checkpoint.storedSum(entry);
      if (sum.isEmpty() && reading && entry.dtype().isFixed() && pair.bytes() <= left) {
        left -= pair.bytes();
        sum = computed(checkpoint, entry);
      }
      sum.ifPresent(s -> contents.put(pair, List.of(entry.dtype(), entry.shape(), s)));
    }
    return contents;
  }

  private static OptionalInt computed(Checkpoint checkpoint, TensorEntry entry) {
    try {
      FixedElements elements = (FixedElements) checkpoint.read(entry).elements();
      return OptionalInt.of(Crc32c.of(elements.bytes()));
    } catch (IOException e) {
      // What cannot be read is like nothing.
      return OptionalInt.empty();
    }
  }

  private void byName() {
    Map<List<Object>, List<Pair>> inB = new HashMap<>();
    for (Pair pair : onlyB) {
      inB.computeIfAbsent(tail(pair), tail -> new ArrayList<>()).add(pair);
    }
    for (Pair pair : onlyA) {
      if (!taken.contains(pair)) {
        match(pair, inB.getOrDefault(tail(pair), List.of()), false);
      }
    }
  }

  private static List<Object> tail(Pair pair) {
    String name = pair.name();
    TensorEntry entry = pair.either();
    String component = name.substring(name.lastIndexOf('/') + 1);
    return List.of(component, entry.dtype(), entry.elementCount());
  }

  /**
   * Takes the candidate whose name is most like that of {@code a}, if there is a single one; none
   * where not all of them can be looked at any more.
   */
  private void match(Pair a, List<Pair> candidates, boolean sameContent) {
    Optional<Pair> best = Optional.empty();
    int most = -1;
    int[] partsA = parts(a);
    for (Pair candidate : candidates) {
      if (taken.contains(candidate)) {
        continue;
      }
      int[] parts = parts(candidate);
      compared += LEAST_COMPARED + (long) partsA.length * parts.length;
      if (compared > MOST_COMPARED) {
        return;
      }
      int shared = common.find(partsA, parts).length();
      if (shared > most) {
        most = shared;
        best = Optional.of(candidate);
      } else if (shared == most) {
        best = Optional.empty();
      }
    }
    if (best.isPresent() && (sameContent || most > 0)) {
      Pair b = best.get();
      matches.add(new LikelyPair(a, b, sameContent, MapRule.of(a.name(), b.name())));
      taken.add(a);
      taken.add(b);
    }
  }

  /** The components of a name, taken apart once. */
  private int[] parts(Pair pair) {
    return parts.computeIfAbsent(pair, one -> common.numbered(MapRule.parts(one.name())));
  }
}
