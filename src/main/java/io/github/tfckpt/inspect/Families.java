package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.work.ParallelMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which tensors stand below another of their type and shape: {@code X/SUFFIX} below X, by keys or
 * by full names. That is where TensorFlow puts what an optimizer keeps of X, whatever the optimizer
 * is called.
 *
 * @see "tensorflow/python/training/slot_creator.py, create_slot"
 */
final class Families {

  /** Tensors that are walked in one go, on any thread. */
  private static final int PIECE = 1 << 14;

  /** Longer keys have no ancestors where a piece begins. */
  private static final int LONGEST = 1 << 10;

  private final List<TensorEntry> all;
  private final FullNames names;

  /** The last components of those that stand below another; found when first asked for. */
  private volatile Optional<Set<String>> suffixes = Optional.empty();

  private volatile Optional<Map<String, TensorEntry>> byFullName = Optional.empty();

  /**
   * The families of a checkpoint.
   *
   * @param all every tensor of it, in the order of their keys
   */
  Families(List<TensorEntry> all, FullNames names) {
    this.all = all;
    this.names = names;
  }

  /** True if a tensor stands below one of its type and shape, by its key or its full name. */
  boolean isBelowItsLike(TensorEntry entry, String name) {
    int slash = name.lastIndexOf('/');
    if (slash < 0) {
      return false;
    }
    String above = name.substring(0, slash) + (name.endsWith(":0") ? ":0" : "");
    Optional<TensorEntry> parent = named(above);
    return parent.isPresent() && isLike(parent.get(), entry);
  }

  private static boolean isLike(TensorEntry one, TensorEntry other) {
    return one.dtype().equals(other.dtype()) && one.shape().equals(other.shape());
  }

  /** The tensor of a key or a full name. */
  Optional<TensorEntry> named(String name) {
    Optional<TensorEntry> found = byKey(Bytes.unescape(name));
    return found.isPresent() || !names.areThere()
        ? found
        : Optional.ofNullable(fullNames().get(name));
  }

  private Map<String, TensorEntry> fullNames() {
    if (byFullName.isEmpty()) {
      Map<String, TensorEntry> found = new HashMap<>();
      for (TensorEntry entry : all) {
        names.of(entry).ifPresent(name -> found.putIfAbsent(name, entry));
      }
      byFullName = Optional.of(found);
    }
    return byFullName.get();
  }

  private Optional<TensorEntry> byKey(Bytes key) {
    int index = indexOf(key);
    return index < 0 ? Optional.empty() : Optional.of(all.get(index));
  }

  private int indexOf(Bytes key) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).key().compareTo(key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < all.size() && all.get(low).key().equals(key) ? low : -1;
  }

  /**
   * True if some tensor whose key ends in this component stands below one of its type and shape. Of
   * all others nobody needs to ask.
   */
  boolean isSuffix(String last) {
    if (suffixes.isEmpty()) {
      suffixes = Optional.of(findSuffixes());
    }
    return suffixes.get().contains(last);
  }

  private Set<String> findSuffixes() {
    int pieces = (all.size() + PIECE - 1) / PIECE;
    Set<String> found = new HashSet<>();
    try {
      ParallelMap.Work<Set<String>> work = piece -> suffixes(piece * PIECE);
      new ParallelMap<>(pieces, () -> work).run(0).forEach(found::addAll);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is read here", e);
    }
    return found;
  }

  /** Walks a piece; what its keys begin with stays at hand, the shortest first. */
  private Set<String> suffixes(int start) {
    Set<String> found = new HashSet<>();
    List<TensorEntry> open = above(all.get(start).key());
    for (int i = start; i < Math.min(all.size(), start + PIECE); i++) {
      TensorEntry entry = all.get(i);
      Bytes key = entry.key();
      while (!open.isEmpty() && !isBegun(key, open.get(open.size() - 1).key())) {
        open.remove(open.size() - 1);
      }
      if (!open.isEmpty()) {
        int slash = lastSlash(key);
        for (TensorEntry parent : open) {
          if (parent.key().size() == slash && isLike(parent, entry)) {
            found.add(suffix(key, slash));
          }
        }
      }
      open.add(entry);
    }
    return found;
  }

  private static boolean isBegun(Bytes key, Bytes shorter) {
    return shorter.size() < key.size() && key.hasAt(0, shorter);
  }

  /** The tensors whose keys a key begins with. */
  private List<TensorEntry> above(Bytes key) {
    List<TensorEntry> above = new ArrayList<>();
    byte[] bytes = key.toArray();
    for (int size = 1; size < Math.min(bytes.length, LONGEST); size++) {
      byKey(Bytes.of(bytes, 0, size)).ifPresent(above::add);
    }
    return above;
  }

  private static int lastSlash(Bytes key) {
    int at = key.size() - 1;
    while (at >= 0 && key.at(at) != '/') {
      at--;
    }
    return at;
  }

  private static String suffix(Bytes key, int slash) {
    byte[] bytes = key.toArray();
    return Bytes.copyOf(bytes, slash + 1, bytes.length - slash - 1).toString();
  }
}
