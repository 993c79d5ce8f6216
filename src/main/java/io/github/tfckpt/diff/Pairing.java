package io.github.tfckpt.diff;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.FullNames;
import io.github.tfckpt.inspect.NamePattern;
import io.github.tfckpt.inspect.NaturalOrder;
import io.github.tfckpt.inspect.Renaming;
import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which tensor of A is compared with which of B: those of one name, after A's are renamed. */
public final class Pairing {

  private final List<Pair> pairs = new ArrayList<>();

  private Pairing() {}

  /**
   * Pairs tensors by name.
   *
   * @param nameA what a tensor of A is called; likewise {@code nameB}
   * @param renamings the first that is about a name of A counts
   * @throws IllegalArgumentException if a renaming is about no name, or gives two tensors one name
   */
  public static List<Pair> of(
      List<TensorEntry> a,
      Function<TensorEntry, String> nameA,
      List<TensorEntry> b,
      Function<TensorEntry, String> nameB,
      List<Renaming> renamings) {
    Pairing pairing = new Pairing();
    Map<String, TensorEntry> inB = new LinkedHashMap<>();
    List<TensorEntry> doubles = new ArrayList<>();
    for (TensorEntry entry : b) {
      if (inB.putIfAbsent(nameB.apply(entry), entry) != null) {
        doubles.add(entry);
      }
    }
    Map<String, String> sources = new LinkedHashMap<>();
    boolean[] used = new boolean[renamings.size()];
    for (TensorEntry entry : a) {
      String name = nameA.apply(entry);
      String target = rename(name, renamings, used);
      String other = sources.putIfAbsent(target, name);
      if (other != null && !renamings.isEmpty()) {
        throw new IllegalArgumentException(
            "'" + other + "' and '" + name + "' of A would both be '" + target + "'");
      }
      TensorEntry counterpart = inB.remove(target);
      pairing.pairs.add(
          new Pair(Optional.of(entry), Optional.ofNullable(counterpart), name, target));
    }
    for (int i = 0; i < used.length; i++) {
      if (!used[i]) {
        throw new IllegalArgumentException(
            "'" + renamings.get(i).text() + "' is about no tensor of A");
      }
    }
    inB.forEach((name, entry) -> pairing.onlyB(name, entry));
    for (TensorEntry entry : doubles) {
      pairing.onlyB(nameB.apply(entry), entry);
    }
    return pairing.pairs;
  }

  private void onlyB(String name, TensorEntry entry) {
    pairs.add(new Pair(Optional.empty(), Optional.of(entry), name, name));
  }

  /** What tensors are called: full names where they tell tensors apart, else keys. */
  public static Function<TensorEntry, String> fullNames(
      List<TensorEntry> entries, FullNames names) {
    Map<String, Integer> count = new HashMap<>();
    for (TensorEntry entry : entries) {
      count.merge(names.of(entry).orElse(entry.name()), 1, Integer::sum);
    }
    return entry ->
        names.of(entry).filter(name -> count.getOrDefault(name, 0) == 1).orElse(entry.name());
  }

  private static String rename(String name, List<Renaming> renamings, boolean[] used) {
    for (int i = 0; i < used.length; i++) {
      Optional<String> renamed = renamings.get(i).apply(name);
      if (renamed.isPresent()) {
        used[i] = true;
        return renamed.get();
      }
    }
    return name;
  }

  /** Pairs as people count: {@code layer_2} before {@code layer_10}. */
  public static List<Pair> sorted(List<Pair> pairs) {
    record Named(Bytes name, Pair pair) {}
    List<Named> named = new ArrayList<>(pairs.size());
    for (Pair pair : pairs) {
      named.add(new Named(Bytes.utf8(pair.name()), pair));
    }
    named.sort(Comparator.comparing(Named::name, NaturalOrder.OF_KEYS));
    List<Pair> sorted = new ArrayList<>(pairs.size());
    for (Named each : named) {
      sorted.add(each.pair());
    }
    return sorted;
  }

  /**
   * The pairs that any pattern means by any of their names (all, if there is no pattern), without
   * those that an exclusion means.
   *
   * @param names everything that a pair is called
   * @param met set for each pattern that means a pair
   */
  public static List<Pair> choose(
      List<Pair> pairs,
      Function<Pair, List<String>> names,
      List<NamePattern> patterns,
      List<NamePattern> exclusions,
      boolean[] met) {
    if (patterns.isEmpty() && exclusions.isEmpty()) {
      return pairs;
    }
    List<Pair> chosen = new ArrayList<>();
    for (Pair pair : pairs) {
      List<String> called = names.apply(pair);
      boolean wanted = patterns.isEmpty();
      for (int i = 0; i < patterns.size(); i++) {
        if (called.stream().anyMatch(patterns.get(i)::matches)) {
          met[i] = true;
          wanted = true;
        }
      }
      if (wanted && exclusions.stream().noneMatch(out -> called.stream().anyMatch(out::matches))) {
        chosen.add(pair);
      }
    }
    return chosen;
  }
}
