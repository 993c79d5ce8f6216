package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.TensorEntry;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds tensors that are in a listing twice: at the same place of the same shard, or under the same
 * full name with the same dtype, shape, size and checksum (Keras 3 exports each weight so).
 */
final class Aliases {

  private record Place(int shard, long offset, long bytes) {}

  private record Twin(String fullName, String dtype, String shape, long bytes, int crc) {}

  private Aliases() {}

  /** The second and later of each tensor; which is first, the order of {@code entries} says. */
  static Set<TensorEntry> among(List<TensorEntry> entries, FullNames names) {
    Set<TensorEntry> aliases = Collections.newSetFromMap(new IdentityHashMap<>());
    boolean apart = liesInOrder(entries);
    Set<Place> places = new HashSet<>();
    Set<Twin> twins = new HashSet<>();
    for (TensorEntry entry : entries) {
      if (entry.crc32c().isEmpty() || entry.bytes().orElse(0) == 0) {
        continue;
      }
      if (!apart && !places.add(place(entry))) {
        aliases.add(entry);
        continue;
      }
      Optional<String> name = names.of(entry);
      if (name.isPresent() && !isGeneric(name.get()) && !twins.add(twin(entry, name.get()))) {
        aliases.add(entry);
      }
    }
    return aliases;
  }

  /** True if each tensor begins behind the one before: then no two share a place. */
  private static boolean liesInOrder(List<TensorEntry> entries) {
    int shard = -1;
    long offset = -1;
    for (TensorEntry entry : entries) {
      if (entry.offset().isEmpty() || entry.bytes().orElse(0) == 0) {
        continue;
      }
      int nextShard = entry.shard().orElse(0);
      long nextOffset = entry.offset().getAsLong();
      if (nextShard < shard || (nextShard == shard && nextOffset <= offset)) {
        return false;
      }
      shard = nextShard;
      offset = nextOffset;
    }
    return true;
  }

  private static Place place(TensorEntry entry) {
    return new Place(entry.shard().orElse(-1), entry.offset().orElse(-1), entry.bytes().orElse(-1));
  }

  private static Twin twin(TensorEntry entry, String name) {
    return new Twin(
        name,
        entry.dtype().label(),
        entry.shape().toString(),
        entry.bytes().orElse(-1),
        entry.crc32c().orElse(0));
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
