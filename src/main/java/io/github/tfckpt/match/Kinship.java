package io.github.tfckpt.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What tensors that are a pair by their values say of others whose values many have: the beta
 * beside {@code conv5_block1_1/kernel} is not where that kernel is not, whatever the numbers in its
 * name.
 *
 * <p>A tensor's kin is a pair that has a name most like its own. Of tensors of the other side, as
 * many may be its counterpart as there are on its own that are as near to the kin.
 */
final class Kinship {

  private static final int MOST_PAIRS = 4096;
  private static final int MOST_PREFIXES = 32;
  private static final int MOST_KIN = 3;

  /** Names of a pair, taken apart, that of one side first. */
  private record Kin(List<String> own, List<String> other) {}

  private final Map<String, List<Kin>> ofA = new HashMap<>();
  private final Map<String, List<Kin>> ofB = new HashMap<>();
  private int pairs;

  /** Takes note of a pair. */
  void add(String a, String b) {
    if (pairs++ < MOST_PAIRS && !MapRule.isAwkward(a) && !MapRule.isAwkward(b)) {
      List<String> tokensA = NameTokens.of(a);
      List<String> tokensB = NameTokens.of(b);
      add(new Kin(tokensA, tokensB), ofA);
      add(new Kin(tokensB, tokensA), ofB);
    }
  }

  private static void add(Kin kin, Map<String, List<Kin>> all) {
    for (String prefix : prefixes(kin.own())) {
      List<Kin> known = all.computeIfAbsent(prefix, p -> new ArrayList<>());
      if (known.size() < MOST_KIN) {
        known.add(kin);
      }
    }
  }

  /** How a name begins, the longest first. */
  private static List<String> prefixes(List<String> tokens) {
    List<String> prefixes = new ArrayList<>();
    StringBuilder prefix = new StringBuilder();
    for (String token : tokens.subList(0, Math.min(tokens.size(), MOST_PREFIXES))) {
      prefixes.add(0, prefix.append(token).toString());
    }
    return prefixes;
  }

  /** For each tensor of A, which of B may be its counterpart, by their names. */
  List<boolean[]> counterparts(List<String> inA, List<String> inB) {
    List<List<String>> namesA = inA.stream().map(NameTokens::of).toList();
    List<List<String>> namesB = inB.stream().map(NameTokens::of).toList();
    List<boolean[]> fromB = namesB.stream().map(b -> near(b, namesB, namesA, ofB)).toList();
    List<boolean[]> both = new ArrayList<>();
    for (int i = 0; i < namesA.size(); i++) {
      boolean[] near = near(namesA.get(i), namesA, namesB, ofA);
      for (int j = 0; j < near.length; j++) {
        near[j] &= fromB.get(j)[i];
      }
      both.add(near);
    }
    return both;
  }

  private static boolean[] near(
      List<String> name,
      List<List<String>> own,
      List<List<String>> others,
      Map<String, List<Kin>> all) {
    boolean[] near = new boolean[others.size()];
    List<Kin> known = List.of();
    for (String prefix : prefixes(name)) {
      known = known.isEmpty() ? all.getOrDefault(prefix, List.of()) : known;
    }
    if (known.isEmpty()) {
      for (int i = 0; i < near.length; i++) {
        near[i] = numbers(name).equals(numbers(others.get(i)));
      }
    }
    for (Kin kin : known) {
      int nearness = shared(name, kin.own());
      long asNear = own.stream().filter(each -> shared(each, kin.own()) >= nearness).count();
      int[] shared = others.stream().mapToInt(each -> shared(each, kin.other())).toArray();
      int[] sorted = shared.clone();
      Arrays.sort(sorted);
      int least = sorted[(int) Math.max(0, sorted.length - asNear)];
      for (int i = 0; i < near.length; i++) {
        near[i] |= shared[i] >= least;
      }
    }
    return near;
  }

  /** How many words two names begin with alike. */
  private static int shared(List<String> one, List<String> other) {
    int most = Math.min(one.size(), other.size());
    int shared = 0;
    while (shared < most && one.get(shared).equals(other.get(shared))) {
      shared++;
    }
    return shared;
  }

  private static List<String> numbers(List<String> name) {
    return name.stream().filter(token -> Character.isDigit(token.charAt(0))).toList();
  }
}
