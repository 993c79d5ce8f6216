package io.github.tfckpt.diff;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.NamePattern;
import io.github.tfckpt.inspect.Renaming;
import java.util.ArrayList;
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
    Map<String, TensorEntry> inB = new LinkedHashMap<>();
    for (TensorEntry entry : b) {
      inB.putIfAbsent(nameB.apply(entry), entry);
    }
    Pairing pairing = new Pairing();
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
    inB.forEach(
        (name, entry) ->
            pairing.pairs.add(new Pair(Optional.empty(), Optional.of(entry), name, name)));
    return pairing.pairs;
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

  /**
   * The pairs of which either name is meant by any pattern (all, if there is none), and neither by
   * an exclusion.
   *
   * @param met set for each pattern that means a pair
   */
  public static List<Pair> choose(
      List<Pair> pairs, List<NamePattern> patterns, List<NamePattern> exclusions, boolean[] met) {
    List<Pair> chosen = new ArrayList<>();
    for (Pair pair : pairs) {
      boolean wanted = patterns.isEmpty();
      for (int i = 0; i < patterns.size(); i++) {
        if (isAbout(patterns.get(i), pair)) {
          met[i] = true;
          wanted = true;
        }
      }
      if (wanted && exclusions.stream().noneMatch(exclusion -> isAbout(exclusion, pair))) {
        chosen.add(pair);
      }
    }
    return chosen;
  }

  private static boolean isAbout(NamePattern pattern, Pair pair) {
    return pattern.matches(pair.name())
        || pattern.matches(pair.nameB())
        || pattern.matches(pair.either().name());
  }
}
