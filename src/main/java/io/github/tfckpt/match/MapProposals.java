package io.github.tfckpt.match;

import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.inspect.RoleClassifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rules that would give a counterpart to tensors without one: for a scope where several agree, else
 * for single tensors. A rule that would take a counterpart from a tensor that has one is not
 * proposed; nor is one that nothing speaks for but the names of what an optimizer keeps, or values
 * that many tensors have.
 */
public final class MapProposals {

  /** The number of rules proposed. */
  private static final int MOST = 5;

  /** Names that rules are tried on; of very many tensors fewer rules are tried. */
  private static final long MOST_NAMES = 1 << 22;

  /**
   * A rule that may be typed.
   *
   * @param text as it is typed after {@code --map}
   * @param tensors how many it would pair
   * @param sameContent how many of these have the same checksum
   * @param reshaped how many of these have another shape
   */
  public record Proposal(String text, long tensors, long sameContent, long reshaped) {}

  private final Checkpoint a;
  private final boolean reading;
  private List<MapEvidence.LikelyPair> left;
  private final List<TensorDiff> diffs;
  private final List<Proposal> proposals = new ArrayList<>();

  private MapProposals(Checkpoint a, Checkpoint b, List<TensorDiff> diffs, boolean reading) {
    this.a = a;
    this.reading = reading;
    this.left = MapEvidence.find(a, b, diffs, reading);
    this.diffs = diffs;
  }

  /**
   * {@return what there is to propose, at most {@value #MOST}, the rule that pairs most tensors
   * first}
   *
   * @param a the checkpoint whose tensors would be renamed
   * @param b the other one
   * @param diffs what comparing the two gave, tensors without a counterpart among them
   * @param reading if tensors may be read where a format stores no checksums
   */
  public static List<Proposal> of(
      Checkpoint a, Checkpoint b, List<TensorDiff> diffs, boolean reading) {
    MapProposals proposals = new MapProposals(a, b, diffs, reading);
    if (!proposals.left.isEmpty()) {
      proposals.scopes(RoleClassifier.of(a));
      proposals.singles();
    }
    return proposals.proposals;
  }

  private void scopes(RoleClassifier roles) {
    Map<MapRule, Integer> weights = new LinkedHashMap<>();
    for (MapEvidence.LikelyPair match : left) {
      match.rule().ifPresent(rule -> weights.merge(rule, 1, Integer::sum));
    }
    List<MapRule> rules = new ArrayList<>(weights.keySet());
    rules.sort((x, y) -> weights.get(y) - weights.get(x));
    long names = 0;
    for (MapRule rule : rules) {
      if (weights.get(rule) < 2 || proposals.size() == MOST || names > MOST_NAMES) {
        return;
      }
      Renaming renaming = rule.scope();
      List<MapEvidence.LikelyPair> covered = new ArrayList<>();
      List<MapEvidence.LikelyPair> others = new ArrayList<>();
      for (MapEvidence.LikelyPair match : left) {
        boolean covers = renaming.apply(match.a().name()).equals(Optional.of(match.b().name()));
        (covers ? covered : others).add(match);
      }
      names += covered.size() > 1 ? diffs.size() : 0;
      if (covered.size() > 1
          && covered.stream().anyMatch(match -> isWeight(roles, match) || isTelling(match))
          && isHarmless(renaming)) {
        left = others;
        propose(rule.text(), covered);
      }
    }
  }

  private static boolean isWeight(RoleClassifier roles, MapEvidence.LikelyPair match) {
    return roles.role(match.a().either()) == Role.WEIGHT;
  }

  /** True if it is unlikely that others hold the same; not known if nothing is to be read. */
  private boolean isTelling(MapEvidence.LikelyPair match) {
    return match.sameContent() && (!reading || Variety.isIn(a, match.a().either()));
  }

  private void propose(String text, List<MapEvidence.LikelyPair> covered) {
    long same = 0;
    long reshaped = 0;
    for (MapEvidence.LikelyPair match : covered) {
      same += match.sameContent() ? 1 : 0;
      reshaped += match.sameShape() ? 0 : 1;
    }
    proposals.add(new Proposal(text, covered.size(), same, reshaped));
  }

  /** True if no tensor loses its counterpart, and no two get one name. */
  private boolean isHarmless(Renaming renaming) {
    Set<String> targets = new HashSet<>();
    for (TensorDiff diff : diffs) {
      Pair pair = diff.pair();
      if (pair.a().isEmpty()) {
        continue;
      }
      Optional<String> renamed = renaming.apply(pair.name());
      if (!targets.add(renamed.orElse(pair.nameB())) || (renamed.isPresent() && pair.isWhole())) {
        return false;
      }
    }
    return true;
  }

  private void singles() {
    for (MapEvidence.LikelyPair match : left) {
      // A name alone is too little to go by, where no other agrees.
      if (proposals.size() < MOST && isTelling(match)) {
        propose(MapRule.single(match.a().name(), match.b().name()), List.of(match));
      }
    }
  }
}
