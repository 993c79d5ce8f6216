package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.TensorEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses tensors by patterns that hold for a key or a full name: those that any pattern means, all
 * if there is no pattern, without those that an exclusion means. Remembers which patterns met
 * nothing.
 */
public final class NameFilter {

  private final List<NamePattern> patterns;
  private final List<NamePattern> exclusions;
  private final FullNames names;
  private final boolean[] met;

  /** A filter of what matches some pattern, and no exclusion. */
  public NameFilter(List<NamePattern> patterns, List<NamePattern> exclusions, FullNames names) {
    this.patterns = List.copyOf(patterns);
    this.exclusions = List.copyOf(exclusions);
    this.names = names;
    met = new boolean[patterns.size()];
  }

  /** Those of {@code entries} that are meant, in the same order. */
  public List<TensorEntry> choose(List<TensorEntry> entries) {
    if (patterns.isEmpty() && exclusions.isEmpty()) {
      return entries;
    }
    List<TensorEntry> chosen = new ArrayList<>();
    for (TensorEntry entry : entries) {
      if (accepts(entry)) {
        chosen.add(entry);
      }
    }
    return chosen;
  }

  /** True if a tensor is meant. */
  public boolean accepts(TensorEntry entry) {
    String key = entry.name();
    Optional<String> full = names.of(entry);
    boolean wanted = patterns.isEmpty();
    for (int i = 0; i < met.length; i++) {
      if (matches(patterns.get(i), key, full)) {
        met[i] = true;
        wanted = true;
      }
    }
    for (NamePattern exclusion : exclusions) {
      wanted = wanted && !matches(exclusion, key, full);
    }
    return wanted;
  }

  private static boolean matches(NamePattern pattern, String key, Optional<String> full) {
    return pattern.matches(key) || (full.isPresent() && pattern.matches(full.get()));
  }

  /** Patterns that no tensor matched so far, as they were typed. */
  public List<String> unmet() {
    List<String> unmet = new ArrayList<>();
    for (int i = 0; i < met.length; i++) {
      if (!met[i]) {
        unmet.add(patterns.get(i).text());
      }
    }
    return unmet;
  }
}
