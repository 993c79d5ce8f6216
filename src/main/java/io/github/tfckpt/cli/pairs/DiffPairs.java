package io.github.tfckpt.cli.pairs;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.RoleOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.UnmatchedPatterns;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Pairing;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Aliases;
import io.github.tfckpt.name.NamePattern;
import java.io.IOException;
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
 * @param displaced tensors of A that are not compared, because others get their names
 * @param why full names pair tensors though nobody asked for that; empty if they do not
 */
public record DiffPairs(
    List<Pair> chosen,
    List<String> unmet,
    boolean isAllExcluded,
    List<String> displaced,
    Optional<String> why) {

  /**
   * Pairs the tensors of both sides and chooses those that are wanted.
   *
   * @throws UsageException if a rule matches no tensor of A, or cannot be applied
   */
  public static DiffPairs of(
      DiffSide a, DiffSide b, NameOptions names, List<String> typed, Changes changes) {
    List<NamePattern> patterns = names.patterns(typed, a.checkpoint(), b.checkpoint());
    List<NamePattern> exclusions = names.exclusions(a.checkpoint(), b.checkpoint());
    boolean[] met = new boolean[patterns.size()];
    Function<Pair, List<String>> called = pair -> pair.names(a.fullNames(), b.fullNames());
    try {
      boolean isOpen = !names.isTyped() && !changes.hasRenamings();
      Aliases.Merged onceA = a.merged(exclusions);
      Aliases.Merged onceB = b.merged(exclusions);
      Optional<String> why = isOpen ? FullerNames.why(a, onceA, b, onceB) : Optional.empty();
      boolean full = names.isFull() || why.isPresent();
      boolean byKey = !changes.hasRenamings() && !full;
      Optional<List<Pair>> rising =
          byKey ? Pairing.byKey(a.tensors(), b.tensors()) : Optional.empty();
      Pairing pairing =
          rising
              .map(Pairing::of)
              .orElseGet(
                  () ->
                      full
                          ? FullerNames.pairing(a, onceA, b, onceB, changes)
                          : Pairing.of(a.tensors(), a.keys(), b.tensors(), b.keys(), changes));
      Predicate<Pair> isOfRole = isOfRole(a, b, names.roles());
      boolean[] isAny = {false};
      List<Pair> chosen =
          pairing.chosen(
              pair -> {
                isAny[0] = true;
                List<String> aliases = full ? aliases(pair, onceA, onceB) : List.of();
                return isChosen(called, aliases, pair, patterns, exclusions, met)
                    && isOfRole.test(pair);
              });
      List<Pair> changed = changed(pairing, chosen, called, changes);
      List<String> unmet = new ArrayList<>();
      for (int i = 0; i < met.length; i++) {
        if (!met[i]) {
          unmet.add(typed.get(i));
        }
      }
      boolean isAllExcluded =
          chosen.isEmpty() && isAny[0] && unmet.isEmpty() && !exclusions.isEmpty();
      return new DiffPairs(changed, unmet, isAllExcluded, pairing.displaced(), why);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  /** The tensors of one side of pairs. */
  public static Iterable<TensorEntry> entries(
      List<Pair> pairs, Function<Pair, Optional<TensorEntry>> side) {
    return () -> pairs.stream().map(side).flatMap(Optional::stream).iterator();
  }

  /** The keys of tensors that those of a pair stand for. */
  private static List<String> aliases(Pair pair, Aliases.Merged onceA, Aliases.Merged onceB) {
    if (onceA.others().isEmpty() && onceB.others().isEmpty()) {
      return List.of();
    }
    List<String> aliases = new ArrayList<>();
    pair.a().map(TensorEntry::key).map(onceA.others()::get).ifPresent(aliases::addAll);
    pair.b().map(TensorEntry::key).map(onceB.others()::get).ifPresent(aliases::addAll);
    return aliases;
  }

  /** The pairs with what is done to their tensors of A. */
  private static List<Pair> changed(
      Pairing pairing, List<Pair> chosen, Function<Pair, List<String>> called, Changes changes) {
    List<Pair> changed = chosen;
    if (changes.hasRules()) {
      changed = new ArrayList<>(chosen.size());
      for (Pair pair : chosen) {
        changed.add(pair.isWhole() ? pair.changed(changes, called.apply(pair)) : pair);
      }
      pairing.forEachOfA(pair -> changes.note(called.apply(pair)));
    }
    changes
        .unused()
        .ifPresent(
            rule -> {
              throw new IllegalArgumentException(rule + " matches no tensor in A");
            });
    return changed;
  }

  /**
   * True if any pattern matches a pair by any of its names (or there is no pattern), and no
   * exclusion does.
   *
   * @param aliases further names that patterns match
   * @param met one for each pattern, set for those that match
   */
  private static boolean isChosen(
      Function<Pair, List<String>> names,
      List<String> aliases,
      Pair pair,
      List<NamePattern> patterns,
      List<NamePattern> exclusions,
      boolean[] met) {
    if (patterns.isEmpty() && exclusions.isEmpty()) {
      return true;
    }
    List<String> called = names.apply(pair);
    boolean wanted = patterns.isEmpty();
    for (int i = 0; i < patterns.size(); i++) {
      NamePattern pattern = patterns.get(i);
      if (called.stream().anyMatch(pattern::matches)
          || aliases.stream().anyMatch(pattern::matches)) {
        met[i] = true;
        wanted = true;
      }
    }
    return wanted && exclusions.stream().noneMatch(out -> called.stream().anyMatch(out::matches));
  }

  /** True for a pair of which the tensor of A or that of B has a role that was asked for. */
  private static Predicate<Pair> isOfRole(DiffSide a, DiffSide b, RoleOption roles) {
    Optional<Predicate<TensorEntry>> inA = a.checkpoint().flatMap(roles::of);
    Optional<Predicate<TensorEntry>> inB = b.checkpoint().flatMap(roles::of);
    if (inA.isEmpty() && inB.isEmpty()) {
      return pair -> true;
    }
    Predicate<TensorEntry> none = entry -> false;
    return pair ->
        pair.a().filter(inA.orElse(none)).isPresent()
            || pair.b().filter(inB.orElse(none)).isPresent();
  }

  /** Tells by which names tensors are paired if nobody chose, and which of A are not compared. */
  public void tellRemarks(Streams streams) {
    why.ifPresent(streams::message);
    if (!displaced.isEmpty()) {
      String first = "'" + displaced.get(0) + "'";
      streams.message(
          displaced.size() == 1
              ? first + " of A gives way to the tensor renamed to it"
              : displaced.size()
                  + " tensors of A give way to those renamed to them: "
                  + first
                  + ", ...");
    }
  }

  /** What a command does with the pairs. */
  @FunctionalInterface
  public interface Answer {
    /** Answers; the result is the exit code. */
    int of(List<Pair> chosen) throws IOException;
  }

  /**
   * Reports patterns that no tensor matched, answers if anything is left to compare, and reports
   * what of the two cannot be read; the result is the worst exit code on the way.
   */
  public int answer(Streams streams, DiffSide a, DiffSide b, RoleOption roles, Answer answer)
      throws IOException {
    int code = tellUnmet(streams, a, b, roles);
    if (code == ExitCode.OK || !chosen.isEmpty()) {
      code = ExitCode.worse(code, answer.of(chosen));
    }
    return ExitCode.worse(code, ExitCode.worse(a.damage(streams), b.damage(streams)));
  }

  /** Reports patterns that no tensor matched; the result is the exit code. */
  private int tellUnmet(Streams streams, DiffSide a, DiffSide b, RoleOption roles) {
    for (String pattern : unmet) {
      Set<String> near = new LinkedHashSet<>(a.near(pattern));
      near.addAll(b.near(pattern));
      streams.message(
          "no tensor of A or B matches '"
              + pattern
              + "'"
              + UnmatchedPatterns.hint(pattern, a.checkpoint(), b.checkpoint(), near));
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
