package io.github.tfckpt.match;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.change.Renaming;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Few rules that give tensors other names, and none a wrong one: scopes and words that change alike
 * become one rule with stars. Rules that are about fewer names come first, so that the first match
 * is the right one.
 */
final class RenameRules {

  /** Rules that are tried, and names that they are tried on. */
  private static final long MOST_TRIED = 1 << 19;

  private static final int MOST_TEMPLATES = 1500;
  private static final int ALIKE = 3;

  /** Of names that differ in their numbers alone, so many are merged with one another. */
  private static final int MOST_ALIKE = 48;

  /**
   * A tensor of A that gets another name, or keeps its own.
   *
   * @param names everything that it is called, the name that is shown first
   * @param to what it is to be called
   * @param isNew true if that takes a rule
   */
  record Wanted(List<String> names, String to, boolean isNew) {
    String name() {
      return names.get(0);
    }
  }

  /** A rule that may be taken: which of the wanted names it gives, and to which it gives others. */
  private record Candidate(Renaming renaming, BitSet right, BitSet wrong) {
    int length() {
      return renaming.text().indexOf('=') - renaming.text().replaceAll("[^*]", "").length();
    }
  }

  private final List<Wanted> wanted;
  private final List<List<String>> others;
  private final Set<String> taken;
  private final List<List<String>> untouched;
  private List<Candidate> candidates = new ArrayList<>();

  private RenameRules(
      List<Wanted> wanted,
      List<List<String>> others,
      Set<String> taken,
      List<List<String>> untouched) {
    this.wanted = wanted;
    this.others = others;
    this.taken = taken;
    this.untouched = untouched;
  }

  /**
   * Folds renamings.
   *
   * @param others the names of tensors of A that are to keep theirs, or may get one that B has not
   * @param taken the names that B has
   * @param untouched the names of tensors of A that no rule may be about
   * @return rules as they are typed after {@code --map}, in this order
   */
  static List<String> fold(
      List<Wanted> wanted,
      List<List<String>> others,
      Set<String> taken,
      List<List<String>> untouched) {
    RenameRules rules = new RenameRules(wanted, others, taken, untouched);
    rules.findCandidates();
    return rules.ordered();
  }

  private void findCandidates() {
    Map<String, List<Wanted>> alike = new LinkedHashMap<>();
    for (Wanted each : wanted) {
      if (each.isNew()) {
        String skeleton = (each.name() + "=" + each.to()).replaceAll("[0-9]+", "#");
        alike.computeIfAbsent(skeleton, s -> new ArrayList<>()).add(each);
      }
    }
    Set<String> texts = new LinkedHashSet<>();
    List<NameTemplate> templates = new ArrayList<>();
    for (List<Wanted> group : alike.values()) {
      List<NameTemplate> numbered = new ArrayList<>();
      for (Wanted each : group.subList(0, Math.min(MOST_ALIKE, group.size()))) {
        numbered.add(NameTemplate.of(each.name(), each.to()));
      }
      NameTemplate.widened(numbered, 2 * MOST_ALIKE).forEach(each -> texts.add(each.text()));
      for (Wanted each : group.subList(0, Math.min(ALIKE, group.size()))) {
        MapRule.of(each.name(), each.to()).ifPresent(rule -> texts.add(rule.text()));
        if (templates.size() < MOST_TEMPLATES / 2) {
          templates.add(NameTemplate.of(each.name(), each.to()));
        }
      }
    }
    NameTemplate.widened(templates, MOST_TEMPLATES).forEach(each -> texts.add(each.text()));
    long left = MOST_TRIED;
    for (String text : texts) {
      left -= wanted.size();
      if (left > 0 && text.indexOf('*') >= 0) {
        candidate(Renaming.globs(text)).ifPresent(candidates::add);
      }
    }
  }

  private Optional<Candidate> candidate(Renaming renaming) {
    Candidate candidate = new Candidate(renaming, new BitSet(), new BitSet());
    for (int i = 0; i < wanted.size(); i++) {
      Optional<String> renamed = renaming.first(wanted.get(i).names());
      if (renamed.isPresent()) {
        boolean isRight = renamed.get().equals(wanted.get(i).to());
        (isRight ? candidate.right() : candidate.wrong()).set(i);
      }
    }
    if (candidate.right().cardinality() < 2) {
      return Optional.empty();
    }
    for (List<String> names : others) {
      if (renaming.first(names).filter(taken::contains).isPresent()) {
        return Optional.empty();
      }
    }
    for (List<String> names : untouched) {
      if (renaming.first(names).isPresent()) {
        return Optional.empty();
      }
    }
    return Optional.of(candidate);
  }

  /** Takes what gives most names; what then gives wrong ones is not taken, and it starts again. */
  private List<String> ordered() {
    while (true) {
      List<Candidate> chosen = chosen();
      Map<Candidate, Integer> misled = new HashMap<>();
      List<String> texts = new ArrayList<>();
      BitSet given = new BitSet();
      for (int i = 0; i < wanted.size(); i++) {
        int at = i;
        Optional<Candidate> first =
            chosen.stream().filter(c -> c.right().get(at) || c.wrong().get(at)).findFirst();
        if (first.isPresent() && first.get().wrong().get(i)) {
          misled.merge(first.get(), 1, Integer::sum);
        }
        given.set(i, first.isPresent() && first.get().right().get(i));
      }
      Optional<Candidate> worst =
          misled.keySet().stream().filter(each -> misled.get(each) > 1).findFirst();
      if (worst.isPresent()) {
        candidates.remove(worst.get());
        continue;
      }
      for (int i = given.nextClearBit(0); i < wanted.size(); i = given.nextClearBit(i + 1)) {
        if (wanted.get(i).isNew() || isTouched(chosen, i)) {
          texts.add(MapRule.single(wanted.get(i).name(), wanted.get(i).to()));
        }
      }
      chosen.forEach(each -> texts.add(each.renaming().text()));
      return used(texts);
    }
  }

  private static boolean isTouched(List<Candidate> chosen, int index) {
    return chosen.stream().anyMatch(each -> each.wrong().get(index));
  }

  private List<Candidate> chosen() {
    BitSet open = new BitSet();
    for (int i = 0; i < wanted.size(); i++) {
      open.set(i, wanted.get(i).isNew());
    }
    List<Candidate> chosen = new ArrayList<>();
    while (true) {
      Optional<Candidate> best = Optional.empty();
      int most = 1;
      int fewestWrong = 0;
      for (Candidate each : candidates) {
        BitSet gained = (BitSet) each.right().clone();
        gained.and(open);
        int gain = gained.cardinality();
        int wrong = each.wrong().cardinality();
        if (gain > most || (gain == most && best.isPresent() && wrong < fewestWrong)) {
          best = Optional.of(each);
          most = gain;
          fewestWrong = wrong;
        }
      }
      if (best.isEmpty()) {
        // About fewer names first.
        chosen.sort((x, y) -> Integer.compare(y.length(), x.length()));
        return chosen;
      }
      chosen.add(best.get());
      open.andNot(best.get().right());
    }
  }

  /** Without those that are the first match of no name. */
  private List<String> used(List<String> texts) {
    List<String> kept = new ArrayList<>(texts);
    for (int i = kept.size() - 1; i >= 0; i--) {
      List<String> fewer = new ArrayList<>(kept);
      fewer.remove(i);
      if (texts.get(i).indexOf('*') >= 0 && isRight(fewer)) {
        kept = fewer;
      }
    }
    return kept;
  }

  private boolean isRight(List<String> texts) {
    Changes changes = new Changes(texts.stream().map(Renaming::globs).toList(), List.of());
    Set<String> names = new HashSet<>();
    for (Wanted each : wanted) {
      Optional<String> renamed = changes.rename(each.names());
      boolean isRight = renamed.isPresent() ? renamed.get().equals(each.to()) : !each.isNew();
      if (!isRight || !names.add(each.to())) {
        return false;
      }
    }
    return true;
  }
}
