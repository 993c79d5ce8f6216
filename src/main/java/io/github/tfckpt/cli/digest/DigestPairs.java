package io.github.tfckpt.cli.digest;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Aliases;
import io.github.tfckpt.inspect.SortOrder;
import io.github.tfckpt.name.NameFilter;
import io.github.tfckpt.tensor.DType.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which tensor each line of a list of digests means. The names in use ({@code --names}) come before
 * the others. Full names may be those of several tensors: line k of such a name means tensor k of
 * it, in the order in which {@code digest} prints them.
 */
final class DigestPairs {

  /**
   * A line of the list, and the tensor that it means, if one is known.
   *
   * @param unclear true if there are tensors of that name, and none can be told to be meant
   */
  record Pair(DigestList.Line line, Optional<TensorEntry> entry, boolean unclear) {}

  private final FullNames full;
  private final FullNames shown;
  private final NameFilter filter;
  private final List<DigestList.Line> lines;

  /** How often the list has each name. */
  private final Map<String, Integer> repeats = new HashMap<>();

  private final Map<String, List<TensorEntry>> inUse = new HashMap<>();
  private final Map<String, List<TensorEntry>> others = new HashMap<>();

  /** Names of which nobody can say which tensors the list means, and how many tensors have them. */
  private final Map<String, Integer> unclear = new LinkedHashMap<>();

  private DigestPairs(
      FullNames full, FullNames shown, NameFilter filter, List<DigestList.Line> lines) {
    this.full = full;
    this.shown = shown;
    this.filter = filter;
    this.lines = lines;
  }

  /**
   * Looks up the names of a list.
   *
   * @param shown the full names, if they are the names in use
   * @param filter which tensors are meant at all; what it does not take gets no pair
   */
  static DigestPairs of(
      Checkpoint checkpoint, FullNames shown, NameFilter filter, List<DigestList.Line> lines) {
    DigestPairs pairs = new DigestPairs(checkpoint.fullNames(), shown, filter, lines);
    for (DigestList.Line line : lines) {
      pairs.repeats.merge(line.name(), 1, Integer::sum);
    }
    for (TensorEntry entry : checkpoint.tensors()) {
      if (entry.dtype().kind() != Kind.OPAQUE) {
        String key = entry.name();
        String full = checkpoint.fullName(entry).orElse(key);
        String used = shown.of(entry).orElse(key);
        pairs.add(used, entry, pairs.inUse);
        pairs.add(used.equals(key) ? full : key, entry, pairs.others);
      }
    }
    return pairs;
  }

  // Only what the list asks for: all names of a million tensors would be most of the memory.
  private void add(String name, TensorEntry entry, Map<String, List<TensorEntry>> names) {
    if (repeats.containsKey(name)) {
      names.computeIfAbsent(name, n -> new ArrayList<>(1)).add(entry);
    }
  }

  /** A pair for each line whose tensor is meant or is not there, in the order of the list. */
  List<Pair> pairs() {
    Map<String, List<TensorEntry>> meant = new HashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    List<Pair> pairs = new ArrayList<>(lines.size());
    for (DigestList.Line line : lines) {
      List<TensorEntry> entries = meant.computeIfAbsent(line.name(), this::meant);
      int number = seen.merge(line.name(), 1, Integer::sum) - 1;
      if (unclear.containsKey(line.name())) {
        pairs.add(new Pair(line, Optional.empty(), true));
      } else if (number >= entries.size()) {
        pairs.add(new Pair(line, Optional.empty(), false));
      } else if (filter.accepts(entries.get(number))) {
        pairs.add(new Pair(line, Optional.of(entries.get(number)), false));
      }
    }
    return pairs;
  }

  /** The tensors that are read. */
  List<TensorEntry> entries() {
    return pairs().stream().map(Pair::entry).flatMap(Optional::stream).toList();
  }

  /** The tensors that the lines of a name mean, one after the other. */
  private List<TensorEntry> meant(String name) {
    int count = repeats.get(name);
    List<TensorEntry> same = inUse.getOrDefault(name, others.getOrDefault(name, List.of()));
    if (same.size() == 1 && isKeyAlone(name, same)) {
      return Collections.nCopies(count, same.get(0));
    }
    if (count >= same.size()) {
      return SortOrder.NAME.sort(same, shown);
    }
    // Fewer lines than tensors: a list of those that the same patterns choose, or nobody knows.
    List<TensorEntry> chosen = filter.choose(same);
    // What is stored twice under one name is one tensor.
    List<TensorEntry> once = Aliases.merged(chosen, full, entry -> false).entries();
    if (count == once.size()) {
      return SortOrder.NAME.sort(once, shown);
    }
    if (count != chosen.size()) {
      unclear.put(name, same.size());
    }
    return SortOrder.NAME.sort(chosen, shown);
  }

  /** True if a name is a key and nothing else: several lines of it are about one tensor. */
  private boolean isKeyAlone(String name, List<TensorEntry> same) {
    return same.get(0).name().equals(name) && others.getOrDefault(name, same).equals(same);
  }

  /** What is unclear, a line for each name. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    unclear.forEach(
        (name, tensors) ->
            remarks.add(
                ("%s: %d tensors have that name, the list has %d; a list of keys tells them"
                        + " apart")
                    .formatted(Visible.line(name), tensors, repeats.get(name))));
    return remarks;
  }
}
