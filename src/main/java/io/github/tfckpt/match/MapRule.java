package io.github.tfckpt.match;

import io.github.tfckpt.change.Renaming;
import java.util.Optional;

/**
 * What turns one name into another: what comes before and after the longest run of components that
 * they share.
 *
 * <pre>
 *   a/conv1/weights   b/conv1/weights     a/*=b/*
 *   conv1/weights     conv1/kernel        *&#47;weights=*&#47;kernel
 *   net/conv1         my/net/conv1        net/*=my/net/*
 * </pre>
 */
record MapRule(String before, String behind, String beforeB, String behindB) {

  /** Names of more components are not looked into. */
  private static final int MOST_COMPONENTS = 32;

  private static final int LONGEST_NAME = 500;

  /** The narrowest rule for two names, if they share a component and can be typed. */
  static Optional<MapRule> of(String a, String b) {
    String[] partsA = a.split("/", -1);
    String[] partsB = b.split("/", -1);
    if (partsA.length > MOST_COMPONENTS || partsB.length > MOST_COMPONENTS) {
      return Optional.empty();
    }
    CommonRun run = new CommonRun();
    run.find(run.numbered(partsA), run.numbered(partsB));
    if (run.length() == 0) {
      return Optional.empty();
    }
    boolean everything = run.length() == partsA.length;
    // A rule about every name would be about too many: the first scope is named.
    int shared = everything && run.length() > 1 ? run.length() - 1 : run.length();
    return Optional.of(
        new MapRule(
            joined(partsA, 0, run.endA() - shared, false),
            joined(partsA, run.endA(), partsA.length, true),
            joined(partsB, 0, run.endB() - shared, false),
            joined(partsB, run.endB(), partsB.length, true)));
  }

  /** The components of a name; the last of very many is all that is left. */
  static String[] parts(String name) {
    return name.split("/", MOST_COMPONENTS);
  }

  // What a record has by itself takes 30 ms the first time it is called.
  @Override
  public boolean equals(Object other) {
    return other instanceof MapRule rule
        && before.equals(rule.before)
        && behind.equals(rule.behind)
        && beforeB.equals(rule.beforeB)
        && behindB.equals(rule.behindB);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * before.hashCode() + behind.hashCode())
        + 31 * beforeB.hashCode()
        + behindB.hashCode();
  }

  private static String joined(String[] parts, int from, int to, boolean slashBefore) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(slashBefore ? "/" : "").append(parts[i]).append(slashBefore ? "" : "/");
    }
    return text.toString();
  }

  /** The rule for every name of the same form. */
  Renaming scope() {
    return Renaming.globs(text());
  }

  /** As it is typed after {@code --map}. */
  String text() {
    return escaped(before) + "*" + escaped(behind) + "=" + beforeB + "*" + behindB;
  }

  /**
   * True if a name has characters that a map gives another meaning, or a shell cannot quote, or is
   * longer than anybody types.
   */
  static boolean isAwkward(String name) {
    return name.length() > LONGEST_NAME
        || name.indexOf('*') >= 0
        || name.indexOf('=') >= 0
        || name.indexOf('\'') >= 0
        || name.indexOf('\\') >= 0;
  }

  /** What maps two names alone. */
  static String single(String a, String b) {
    return escaped(a) + "=" + b;
  }

  static String escaped(String text) {
    return text.replace("[", "\\[").replace("?", "\\?");
  }
}
