package io.github.tfckpt.cli.diff;

import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.RoleOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.UnmatchedPatterns;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.diff.DiffOptions;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Pairing;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.name.NamePattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
      List<Pair> chosen = ofRole(choose(all, called, patterns, exclusions, met), a, b, names);
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

  /** Those of which the tensor of A or that of B has a role that was asked for. */
  private static List<Pair> ofRole(List<Pair> pairs, DiffSide a, DiffSide b, NameOptions names) {
    Optional<Predicate<TensorEntry>> inA = a.checkpoint().flatMap(names.roles()::of);
    Optional<Predicate<TensorEntry>> inB = b.checkpoint().flatMap(names.roles()::of);
    if (inA.isEmpty() && inB.isEmpty()) {
      return pairs;
    }
    List<Pair> chosen = new ArrayList<>();
    for (Pair pair : pairs) {
      if (pair.a().filter(entry -> inA.orElseThrow().test(entry)).isPresent()
          || pair.b().filter(entry -> inB.orElseThrow().test(entry)).isPresent()) {
        chosen.add(pair);
      }
    }
    return chosen;
  }

  private static List<Pair> byName(
      DiffSide a, DiffSide b, NameOptions names, List<Renaming> renamings) {
    boolean full = names.isFull();
    // What is not meant takes no name from what is renamed.
    Predicate<TensorEntry> meant =
        renamings.isEmpty()
            ? entry -> true
            : a.checkpoint().flatMap(names.roles()::of).orElse(entry -> true);
    return Pairing.of(
        a.tensors().stream().filter(meant).toList(),
        a.names(full),
        a.fullNames(),
        b.tensors(),
        b.names(full),
        b.fullNames(),
        renamings);
  }

  /** Reports patterns that no tensor matched; the result is the exit code. */
  int tellUnmet(Streams streams, DiffSide a, DiffSide b, RoleOption roles) {
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
    List<String> absent = new ArrayList<>();
    if (unmet.isEmpty()) {
      List<Checkpoint> both = Stream.of(a, b).flatMap(side -> side.checkpoint().stream()).toList();
      absent.addAll(roles.unmet(both, chosen.isEmpty()));
    }
    absent.forEach(streams::message);
    return unmet.isEmpty() && absent.isEmpty() ? ExitCode.OK : ExitCode.NO_TENSOR;
  }
}
