package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds tensors that are in a listing twice: at the same place of the same shard, or as Keras 3
 * exports each weight, once in a list of all variables and once more beside it.
 *
 * <p>Full name, type, shape, size and checksum alone say nothing: layers of one name that begin
 * with zeros have all of them in common.
 *
 * @see "keras/src/export/saved_model_export_archive.py, _filter_and_track_resources"
 */
public final class Aliases {

  private static final String ALL = "_all_variables";
  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  private static final List<String> LISTS =
      List.of("variables", "trainable_variables", "non_trainable_variables");

  private Aliases() {}

  /**
   * Tensors without those that are another one under the same full name.
   *
   * @param entries in the order in which they were
   * @param others the keys that are left out, by the keys of those that stand for them
   */
  public record Merged(List<TensorEntry> entries, Map<Bytes, List<String>> others) {}

  /**
   * Leaves out of tensors that have one full name and one content, and are known to be one, all but
   * one.
   *
   * @param entries any tensors of a checkpoint
   * @param names its full names
   * @param isAvoided which of them another should stand for
   */
  public static Merged merged(
      List<TensorEntry> entries, FullNames names, Predicate<TensorEntry> isAvoided) {
    Set<Bytes> aliases = names.areThere() ? among(entries, names) : Set.of();
    if (aliases.isEmpty()) {
      return new Merged(entries, Map.of());
    }
    Map<String, List<TensorEntry>> groups = new LinkedHashMap<>();
    for (TensorEntry entry : entries) {
      names
          .of(entry)
          .ifPresent(
              name ->
                  groups
                      .computeIfAbsent(content(entry) + name, n -> new ArrayList<>(2))
                      .add(entry));
    }
    Set<Bytes> out = new HashSet<>();
    Map<Bytes, List<String>> others = new HashMap<>();
    for (List<TensorEntry> group : groups.values()) {
      long spare = group.stream().filter(entry -> aliases.contains(entry.key())).count();
      if (spare > 0 && spare < group.size()) {
        group.sort(
            Comparator.comparing((TensorEntry entry) -> isAvoided.test(entry))
                .thenComparing(entry -> aliases.contains(entry.key())));
        int kept = group.size() - (int) spare;
        List<String> left =
            group.subList(kept, group.size()).stream().map(TensorEntry::name).toList();
        group.subList(kept, group.size()).forEach(entry -> out.add(entry.key()));
        group.subList(0, kept).forEach(entry -> others.put(entry.key(), left));
      }
    }
    return new Merged(
        entries.stream().filter(entry -> !out.contains(entry.key())).toList(), others);
  }

  /**
   * {@return the keys of the second and later of each tensor; which is first, the order of {@code
   * entries} says}
   *
   * @param entries all tensors of a checkpoint, or some
   * @param names their full names
   */
  public static Set<Bytes> among(List<TensorEntry> entries, FullNames names) {
    Set<Bytes> aliases = new HashSet<>();
    if (!areApart(entries)) {
      Set<String> places = new HashSet<>();
      for (TensorEntry entry : entries) {
        if (hasPlace(entry) && !places.add(place(entry))) {
          aliases.add(entry.key());
        }
      }
    }
    if (names.areThere()) {
      addExportedTwice(entries, names, aliases);
    }
    return aliases;
  }

  /** The n-th of some name and content in another list is the n-th such in the list of all. */
  private static void addExportedTwice(
      List<TensorEntry> entries, FullNames names, Set<Bytes> aliases) {
    Map<String, Integer> all = new HashMap<>();
    for (TensorEntry entry : entries) {
      String key = entry.name();
      if (isIn(ALL, key)) {
        all.merge(twin(entry, ALL, names), 1, Integer::sum);
      }
    }
    for (String list : all.isEmpty() ? List.<String>of() : LISTS) {
      Map<String, Integer> left = new HashMap<>(all);
      for (TensorEntry entry : entries) {
        if (isIn(list, entry.name())
            && left.merge(twin(entry, list, names), -1, Integer::sum) >= 0) {
          aliases.add(entry.key());
        }
      }
    }
  }

  /** True of {@code [path/]list/7/.ATTRIBUTES/VARIABLE_VALUE}. */
  private static boolean isIn(String list, String key) {
    if (!key.endsWith(VALUE)) {
      return false;
    }
    int start = start(list, key);
    return start == 0 || (start > 0 && key.charAt(start - 1) == '/');
  }

  /** Where the name of the list would start if the variable were an element of it; or below 0. */
  private static int start(String list, String key) {
    int slash = key.lastIndexOf('/', key.length() - VALUE.length() - 1);
    int start = slash - list.length();
    return start >= 0 && key.startsWith(list, start) ? start : -1;
  }

  private static boolean hasPlace(TensorEntry entry) {
    return entry.offset().isPresent() && entry.bytes().orElse(0) > 0;
  }

  /** True if no two begin at the same byte; almost always so, and told at little cost. */
  private static boolean areApart(List<TensorEntry> entries) {
    long[] starts = new long[entries.size()];
    int count = 0;
    for (TensorEntry entry : entries) {
      if (hasPlace(entry)) {
        // Two may meet here by chance: they are looked at more closely then.
        starts[count++] = entry.offset().orElse(0) ^ (long) entry.shard().orElse(0) << 44;
      }
    }
    Arrays.sort(starts, 0, count);
    for (int i = 1; i < count; i++) {
      if (starts[i] == starts[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private static String place(TensorEntry entry) {
    return entry.shard().orElse(0) + " " + entry.offset().orElse(0) + " " + entry.bytes().orElse(0);
  }

  /** What a tensor has in common with itself in another list of the same object. */
  private static String twin(TensorEntry entry, String list, FullNames names) {
    String key = entry.name();
    return content(entry) + key.substring(0, start(list, key)) + " " + names.of(entry).orElse("");
  }

  private static String content(TensorEntry entry) {
    return entry.dtype().label()
        + entry.shape()
        + entry.bytes().orElse(0)
        + " "
        + entry.crc32c().orElse(0)
        + " ";
  }
}
