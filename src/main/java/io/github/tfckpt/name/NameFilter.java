package io.github.tfckpt.name;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses tensors by patterns that hold for a key or a full name: those that any pattern means, all
 * if there is no pattern, without those that an exclusion means or that are of another kind.
 * Remembers which patterns matched nothing. For one thread.
 */
public final class NameFilter {

  private final List<NamePattern> patterns;
  private final List<NamePattern> exclusions;
  private final FullNames names;
  private final Optional<Predicate<TensorEntry>> kind;
  private final boolean[] met;
  private long excluded;

  /**
   * A filter of what matches some pattern, and no exclusion.
   *
   * @param patterns what is meant; none for all tensors
   * @param exclusions what is not meant, whatever the patterns say
   * @param names the full names that are matched beside the keys
   * @param kind what a tensor must be besides, if it matters; a pattern has met something even if
   *     that is of another kind
   */
  public NameFilter(
      List<NamePattern> patterns,
      List<NamePattern> exclusions,
      FullNames names,
      Optional<Predicate<TensorEntry>> kind) {
    this.patterns = List.copyOf(patterns);
    this.exclusions = List.copyOf(exclusions);
    this.names = names;
    this.kind = kind;
    met = new boolean[patterns.size()];
  }

  /**
   * {@return those that are meant, in the same order}
   *
   * @param entries any tensors of the checkpoint
   */
  public List<TensorEntry> choose(List<TensorEntry> entries) {
    if (patterns.isEmpty() && exclusions.isEmpty() && kind.isEmpty()) {
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

  /**
   * {@return true if a tensor is meant}
   *
   * @param entry any tensor of the checkpoint
   */
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
      if (wanted && matches(exclusion, key, full)) {
        wanted = false;
        excluded++;
      }
    }
    return wanted && (kind.isEmpty() || kind.get().test(entry));
  }

  private static boolean matches(NamePattern pattern, String key, Optional<String> full) {
    return pattern.matches(key) || (full.isPresent() && pattern.matches(full.get()));
  }

  /** {@return how many times a tensor that some pattern means was excluded so far} */
  public long excluded() {
    return excluded;
  }

  /** {@return patterns that no tensor matched so far, as they were typed} */
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
