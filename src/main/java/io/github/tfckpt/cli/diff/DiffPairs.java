package io.github.tfckpt.cli.diff;

import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.UnmatchedPatterns;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.diff.DiffOptions;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Pairing;
import io.github.tfckpt.name.NamePattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The tensors that are compared with one another.
 *
 * @param chosen those that are compared
 * @param unmet patterns that no tensor matched, as they were typed
 * @param isAllExcluded true if all that could be compared is excluded
 */
record DiffPairs(List<Pair> chosen, List<String> unmet, boolean isAllExcluded) {

  /** Pairs the tensors of both sides and chooses those that are wanted. */
  static DiffPairs of(
      DiffSide a,
      DiffSide b,
      NameOptions names,
      List<String> typed,
      DiffArguments arguments,
      DiffOptions options) {
    List<NamePattern> patterns = names.patterns(typed, a.checkpoint(), b.checkpoint());
    List<NamePattern> exclusions = names.exclusions(a.checkpoint(), b.checkpoint());
    boolean[] met = new boolean[patterns.size()];
    Function<Pair, List<String>> called = pair -> pair.names(a.fullNames(), b.fullNames());
    try {
      List<Renaming> renamings = arguments.renamings();
      boolean byKey = renamings.isEmpty() && !names.isFull();
      Optional<List<Pair>> rising =
          byKey ? Pairing.byKey(a.tensors(), b.tensors()) : Optional.empty();
      List<Pair> all = rising.isPresent() ? rising.get() : byName(a, b, names, renamings);
      List<Pair> chosen = choose(all, called, patterns, exclusions, met);
      options.checkReversals(all, chosen, called);
      List<String> unmet = new ArrayList<>();
      for (int i = 0; i < met.length; i++) {
        if (!met[i]) {
          unmet.add(typed.get(i));
        }
      }
      boolean isAllExcluded =
          chosen.isEmpty() && !all.isEmpty() && unmet.isEmpty() && !exclusions.isEmpty();
      return new DiffPairs(chosen, unmet, isAllExcluded);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /**
   * The pairs that any pattern matches by any of their names (all, if there is no pattern), without
   * those that an exclusion matches.
   *
   * @param names everything that a pair is called
   * @param met one for each pattern, set for those that match a pair
   */
  static List<Pair> choose(
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

  private static List<Pair> byName(
      DiffSide a, DiffSide b, NameOptions names, List<Renaming> renamings) {
    boolean full = names.isFull();
    return Pairing.of(
        a.tensors(),
        a.names(full),
        a.fullNames(),
        b.tensors(),
        b.names(full),
        b.fullNames(),
        renamings);
  }

  /** Reports patterns that no tensor matched; the result is the exit code. */
  int tellUnmet(Streams streams, DiffSide a, DiffSide b) {
    for (String pattern : unmet) {
      Set<String> near = new LinkedHashSet<>(a.near(pattern));
      near.addAll(b.near(pattern));
      streams.message(
          "no tensor of A or B matches '" + pattern + "'" + UnmatchedPatterns.hint(pattern, near));
    }
    if (isAllExcluded) {
      streams.message("--exclude leaves nothing to compare");
      return ExitCode.NO_TENSOR;
    }
    return unmet.isEmpty() ? ExitCode.OK : ExitCode.NO_TENSOR;
  }
}
