package io.github.tfckpt.match;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two names of which some words are stars, the same ones in the same order: {@code
 * layer_*_kernel=layer.*.weight}.
 */
final class NameTemplate {

  private final List<String> a;
  private final List<String> b;
  private final BitSet starsA;
  private final BitSet starsB;

  private NameTemplate(List<String> a, List<String> b, BitSet starsA, BitSet starsB) {
    this.a = a;
    this.b = b;
    this.starsA = starsA;
    this.starsB = starsB;
  }

  /** The names themselves. */
  static NameTemplate of(String a, String b) {
    return new NameTemplate(NameTokens.of(a), NameTokens.of(b), new BitSet(), new BitSet());
  }

  /** What both are about, if the words in which they differ are the same on both sides. */
  Optional<NameTemplate> merged(NameTemplate other) {
    if (a.size() != other.a.size() || b.size() != other.b.size()) {
      return Optional.empty();
    }
    BitSet inA = stars(a, other.a, starsA, other.starsA);
    BitSet inB = stars(b, other.b, starsB, other.starsB);
    NameTemplate merged = new NameTemplate(a, b, inA, inB);
    NameTemplate again = new NameTemplate(other.a, other.b, inA, inB);
    return merged.isFaithful() && again.isFaithful() ? Optional.of(merged) : Optional.empty();
  }

  private static BitSet stars(List<String> one, List<String> other, BitSet first, BitSet second) {
    BitSet stars = (BitSet) first.clone();
    stars.or(second);
    for (int i = 0; i < one.size(); i++) {
      if (!one.get(i).equals(other.get(i))) {
        stars.set(i);
      }
    }
    return stars;
  }

  /** True if each star of B takes what that of A does, and no two of them meet. */
  private boolean isFaithful() {
    return starred(a, starsA).equals(starred(b, starsB))
        && isApart(a, starsA)
        && isApart(b, starsB);
  }

  private static List<String> starred(List<String> tokens, BitSet stars) {
    List<String> starred = new ArrayList<>();
    stars.stream().forEach(i -> starred.add(tokens.get(i)));
    return starred;
  }

  private static boolean isApart(List<String> tokens, BitSet stars) {
    return stars.stream().noneMatch(i -> stars.get(i + 1) || NameTokens.isSeparator(tokens.get(i)));
  }

  /** The pattern of the first name, as it is typed. */
  String left() {
    return joined(a, starsA, true);
  }

  /** As it is typed after {@code --map}. */
  String text() {
    return left() + "=" + joined(b, starsB, false);
  }

  private static String joined(List<String> tokens, BitSet stars, boolean isPattern) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      String token = isPattern ? MapRule.escaped(tokens.get(i)) : tokens.get(i);
      text.append(stars.get(i) ? "*" : token);
    }
    return text.toString();
  }

  /** These, and what merging any two of them gives, twice over: no two with one text. */
  static List<NameTemplate> widened(List<NameTemplate> templates, int most) {
    List<NameTemplate> all = new ArrayList<>(templates);
    Set<String> texts = new HashSet<>();
    templates.forEach(template -> texts.add(template.text()));
    for (int round = 0; round < 2; round++) {
      int end = all.size();
      for (int i = 0; i < end; i++) {
        for (int j = i + 1; j < end && all.size() < most; j++) {
          Optional<NameTemplate> merged = all.get(i).merged(all.get(j));
          if (merged.isPresent() && texts.add(merged.get().text())) {
            all.add(merged.get());
          }
        }
      }
    }
    return all;
  }
}
