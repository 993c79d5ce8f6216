package io.github.tfckpt.match;

import io.github.tfckpt.change.Rule;
import io.github.tfckpt.diff.SideNames;
import io.github.tfckpt.entry.TensorEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What to type so that tensors which were found to hold the same values are compared. */
public final class TypedRules {

  /**
   * A rule.
   *
   * @param option that it is typed after: {@code --transpose}
   * @param value what is typed after that
   */
  public record TypedRule(String option, String value) {}

  private TypedRules() {}

  /**
   * {@return as few rules as say which tensors of A are which of B} Together they are about no
   * other tensor that has a counterpart.
   *
   * @param matches tensors of A and B that hold the same values
   * @param others tensors of A that have no counterpart
   * @param elsewhere tensors of A that no rule may be about
   * @param namesA what those of A are called
   * @param takenB the names of B
   */
  static List<TypedRule> of(
      List<Matching.Match> matches,
      List<TensorEntry> others,
      List<TensorEntry> elsewhere,
      SideNames namesA,
      Set<String> takenB) {
    List<Matching.Match> typable = new ArrayList<>();
    for (Matching.Match match : matches) {
      if (!MapRule.isAwkward(match.pair().name()) && !MapRule.isAwkward(match.pair().nameB())) {
        typable.add(match);
      }
    }
    List<RenameRules.Wanted> wanted = new ArrayList<>();
    for (Matching.Match match : typable) {
      TensorEntry entry = match.pair().a().orElseThrow();
      boolean isNew = !entry.key().equals(match.pair().b().orElseThrow().key());
      wanted.add(new RenameRules.Wanted(namesA.all(entry), match.pair().nameB(), isNew));
    }
    List<List<String>> free = others.stream().map(namesA::all).toList();
    List<List<String>> untouched = elsewhere.stream().map(namesA::all).toList();
    List<TypedRule> rules = new ArrayList<>();
    for (String map : RenameRules.fold(wanted, free, takenB, untouched)) {
      rules.add(new TypedRule("--map", map));
    }
    changes(typable)
        .forEach(
            (step, members) -> {
              List<List<String>> unlike = new ArrayList<>(untouched);
              TensorEntry first = members.get(0).pair().a().orElseThrow();
              others.stream()
                  .filter(entry -> !isLike(entry, first))
                  .forEach(entry -> unlike.add(namesA.all(entry)));
              rules.addAll(patterns(step, members, typable, unlike));
            });
    return rules;
  }

  /** The tensors that each thing is done to. */
  private static Map<Arrangement.Step, List<Matching.Match>> changes(List<Matching.Match> matches) {
    Map<Arrangement.Step, List<Matching.Match>> changes = new LinkedHashMap<>();
    for (Rule.Action action : Rule.Action.values()) {
      for (Matching.Match match : matches) {
        for (Arrangement.Step step : match.arrangement().steps()) {
          if (step.action() == action) {
            changes.computeIfAbsent(step, s -> new ArrayList<>()).add(match);
          }
        }
      }
    }
    return changes;
  }

  /** True if what can be done to one can be done to the other. */
  private static boolean isLike(TensorEntry one, TensorEntry other) {
    return one.dtype().equals(other.dtype()) && one.shape().rank() == other.shape().rank();
  }

  private static List<TypedRule> patterns(
      Arrangement.Step step,
      List<Matching.Match> members,
      List<Matching.Match> all,
      List<List<String>> unlike) {
    Set<Matching.Match> inside = new HashSet<>(members);
    List<List<String>> others = new ArrayList<>(unlike);
    for (Matching.Match match : all) {
      if (!inside.contains(match)) {
        others.add(match.names());
      }
    }
    List<TypedRule> rules = new ArrayList<>();
    for (String pattern :
        ChangePatterns.cover(members.stream().map(Matching.Match::names).toList(), others)) {
      rules.add(new TypedRule(step.action().option(), pattern + ":" + step.value()));
    }
    return rules;
  }
}
