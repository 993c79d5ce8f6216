package io.github.tfckpt.diff;

import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which tensor of A is compared with which of B: those of one name, after A's are renamed. */
public final class Pairing {

  private final List<Pair> pairs = new ArrayList<>();

  private Pairing() {}

  /**
   * {@return pairs of the tensors with the same key, and those without a counterpart, in the order
   * of their keys: a million in a moment} Empty if keys do not rise, as in a damaged index.
   *
   * @param a all tensors of A, or some
   * @param b all tensors of B, or some
   */
  public static Optional<List<Pair>> byKey(List<TensorEntry> a, List<TensorEntry> b) {
    List<Pair> pairs = new ArrayList<>(Math.max(a.size(), b.size()));
    Ascent inA = new Ascent(a);
    Ascent inB = new Ascent(b);
    while (inA.rises && inB.rises && (inA.entry.isPresent() || inB.entry.isPresent())) {
      int order = inA.compareTo(inB);
      Optional<TensorEntry> entryA = order <= 0 ? inA.entry : Optional.empty();
      Optional<TensorEntry> entryB = order >= 0 ? inB.entry : Optional.empty();
      String name = (order <= 0 ? entryA : entryB).orElseThrow().name();
      pairs.add(new Pair(entryA, entryB, name, name));
      if (order <= 0) {
        inA.step();
      }
      if (order >= 0) {
        inB.step();
      }
    }
    return inA.rises && inB.rises ? Optional.of(pairs) : Optional.empty();
  }

  /** A walk through entries in the order of their keys. */
  private static final class Ascent {
    private final List<TensorEntry> entries;
    private int next;
    private Optional<TensorEntry> entry = Optional.empty();
    private Bytes key = Bytes.EMPTY;
    private boolean rises = true;

    Ascent(List<TensorEntry> entries) {
      this.entries = entries;
      step();
    }

    void step() {
      if (next == entries.size()) {
        entry = Optional.empty();
        return;
      }
      TensorEntry following = entries.get(next);
      Bytes followingKey = following.key();
      rises &= next == 0 || key.compareTo(followingKey) < 0;
      entry = Optional.of(following);
      key = followingKey;
      next++;
    }

    /** Behind its last entry a walk is behind everything. */
    int compareTo(Ascent other) {
      if (entry.isEmpty() || other.entry.isEmpty()) {
        return entry.isEmpty() ? 1 : -1;
      }
      return key.compareTo(other.key);
    }
  }

  /**
   * {@return pairs of the tensors with the same name, in the order of A, and those that only B has}
   *
   * @param a all tensors of A, or some
   * @param nameA what a tensor of A is called
   * @param b all tensors of B, or some
   * @param nameB what a tensor of B is called
   * @param renamings of the tensors of A; the first that matches a name counts
   * @throws IllegalArgumentException if a renaming matches no name, or gives two tensors one name
   */
  public static List<Pair> of(
      List<TensorEntry> a,
      Function<TensorEntry, String> nameA,
      List<TensorEntry> b,
      Function<TensorEntry, String> nameB,
      List<Renaming> renamings) {
    return of(a, nameA, FullNames.none(), b, nameB, FullNames.none(), renamings);
  }

  /**
   * {@return pairs of the tensors with the same name, in the order of A, and those that only B has}
   *
   * @param a all tensors of A, or some
   * @param nameA what a tensor of A is called
   * @param fullA the full names of A, which renamings match beside the keys
   * @param b all tensors of B, or some
   * @param nameB what a tensor of B is called
   * @param fullB the full names of B, which renamings may give beside the keys
   * @param renamings of the tensors of A; the first that matches a name counts
   * @throws IllegalArgumentException if a renaming matches no name, or gives two tensors one name
   */
  public static List<Pair> of(
      List<TensorEntry> a,
      Function<TensorEntry, String> nameA,
      FullNames fullA,
      List<TensorEntry> b,
      Function<TensorEntry, String> nameB,
      FullNames fullB,
      List<Renaming> renamings) {
    Pairing pairing = new Pairing();
    Map<String, TensorEntry> inB = new LinkedHashMap<>();
    List<TensorEntry> doubles = new ArrayList<>();
    for (TensorEntry entry : b) {
      if (inB.putIfAbsent(nameB.apply(entry), entry) != null) {
        doubles.add(entry);
      }
    }
    Map<String, String> shownB = new HashMap<>();
    if (!renamings.isEmpty()) {
      inB.keySet().forEach(name -> shownB.put(name, name));
      for (TensorEntry entry : b) {
        shownB.putIfAbsent(entry.name(), nameB.apply(entry));
        fullB.of(entry).ifPresent(full -> shownB.putIfAbsent(full, nameB.apply(entry)));
      }
    }
    Map<String, String> sources = new LinkedHashMap<>();
    boolean[] used = new boolean[renamings.size()];
    for (TensorEntry entry : a) {
      String name = nameA.apply(entry);
      String renamed = rename(name, () -> otherNames(entry, fullA), renamings, used);
      String target = shownB.getOrDefault(renamed, renamed);
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
            "'" + renamings.get(i).text() + "' matches no tensor in A");
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

  /**
   * {@return what tensors are called: full names where they tell tensors apart, else keys}
   *
   * @param entries all tensors of a checkpoint
   * @param names its full names
   */
  public static Function<TensorEntry, String> fullNames(
      List<TensorEntry> entries, FullNames names) {
    FullNames unique = names.unique(entries);
    return entry -> unique.of(entry).orElse(entry.name());
  }

  private static List<String> otherNames(TensorEntry entry, FullNames full) {
    List<String> names = new ArrayList<>();
    names.add(entry.name());
    full.of(entry).ifPresent(names::add);
    return names;
  }

  private static String rename(
      String name, Supplier<List<String>> others, List<Renaming> renamings, boolean[] used) {
    for (int i = 0; i < used.length; i++) {
      Optional<String> renamed = renamings.get(i).apply(name);
      if (renamed.isEmpty()) {
        renamed = renamings.get(i).first(others.get());
      }
      if (renamed.isPresent()) {
        used[i] = true;
        return renamed.get();
      }
    }
    return name;
  }
}
