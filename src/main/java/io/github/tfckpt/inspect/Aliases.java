package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds tensors that are in a listing twice: at the same place of the same shard, or under the same
 * full name with the same dtype, shape, size and checksum (Keras 3 exports each weight so).
 */
final class Aliases {

  private Aliases() {}

  /**
   * The keys of the second and later of each tensor; which is first, the order of {@code entries}
   * says.
   */
  static Set<Bytes> among(List<TensorEntry> entries, FullNames names) {
    Set<Bytes> aliases = new HashSet<>();
    boolean apart = areApart(entries);
    Set<String> places = new HashSet<>();
    Set<String> twins = new HashSet<>();
    for (TensorEntry entry : entries) {
      if (!hasPlace(entry)) {
        continue;
      }
      if (!apart && !places.add(place(entry))) {
        aliases.add(entry.key());
        continue;
      }
      Optional<String> name = names.of(entry);
      if (name.isPresent() && !isGeneric(name.get()) && !twins.add(twin(entry, name.get()))) {
        aliases.add(entry.key());
      }
    }
    return aliases;
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

  private static String twin(TensorEntry entry, String name) {
    return entry.dtype().label()
        + entry.shape()
        + entry.bytes().orElse(0)
        + " "
        + entry.crc32c().orElse(0)
        + " "
        + name;
  }

  /** Unnamed variables are all {@code Variable}: a shared name says nothing there. */
  private static boolean isGeneric(String name) {
    String prefix = "Variable";
    if (!name.startsWith(prefix)) {
      return false;
    }
    for (int i = prefix.length(); i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }
}
