package io.github.tfckpt.search;

import io.github.tfckpt.name.EditDistance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far one part of a name is from another: 0 for the same, 1 for nothing in common. Words that
 * TensorFlow and Keras have used for one thing are near; numbers that differ are not.
 */
final class SegmentDistance {

  static final double NONE = 1;

  private static final double CASE = 0.02;
  private static final double SPELLING = 0.05;
  private static final double SAME_THING = 0.15;
  private static final double A_NUMBER_MORE = 0.25;
  private static final double CONTAINED = 0.3;
  private static final double ANOTHER_NUMBER = 0.55;
  private static final double ANOTHER_SLOT = 0.3;

  private static final int SHORTEST_CONTAINED = 3;

  private static final List<Set<String>> SAME =
      List.of(
          Set.of("weights", "weight", "kernel", "w", "matrix"),
          Set.of("biases", "bias", "b"),
          Set.of("gamma", "scale"),
          Set.of("beta", "offset", "shift"),
          Set.of("movingmean", "runningmean", "mean", "popmean"),
          Set.of("movingvariance", "runningvar", "runningvariance", "variance", "popvar", "var"),
          Set.of("depthwiseweights", "depthwisekernel"),
          Set.of("pointwiseweights", "pointwisekernel"),
          Set.of("embeddings", "embedding", "embeddingtable", "wordembeddings"),
          Set.of("batchnorm", "batchnormalization", "bn"),
          Set.of("layernorm", "layernormalization", "ln"),
          Set.of("basiclstmcell", "lstmcell", "lstm"),
          Set.of("iter", "iterations", "iteration", "globalstep", "step"),
          Set.of("lr", "learningrate"),
          Set.of("m", "momentum", "adamm"),
          Set.of("v", "velocity", "adamv"));

  private static final Set<String> SLOTS =
      Set.of(
          "adam",
          "adamax",
          "adamw",
          "adagrad",
          "adadelta",
          "rmsprop",
          "momentum",
          "ftrl",
          "exponentialmovingaverage",
          "adamm",
          "adamv");

  /** The first groups are of words that every layer has. */
  private static final int COMMON = 6;

  private static final Map<String, Integer> GROUPS = groups();

  private SegmentDistance() {}

  private static Map<String, Integer> groups() {
    Map<String, Integer> groups = new HashMap<>();
    for (int i = 0; i < SAME.size(); i++) {
      for (String word : SAME.get(i)) {
        groups.put(word, i);
      }
    }
    return groups;
  }

  /** True if a part is what TF1 optimizers append to a variable's name. */
  static boolean isSlot(String segment) {
    return SLOTS.contains(Segments.folded(bare(segment)));
  }

  /** True if a part is a word that half of all names end with. */
  static boolean isCommon(String segment) {
    return GROUPS.getOrDefault(Segments.folded(segment), SAME.size()) < COMMON || isSlot(segment);
  }

  /** True if two parts are spelled alike or are words for one thing. */
  static boolean areSame(String a, String b) {
    return between(a, b) <= SAME_THING;
  }

  static double between(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    if (a.equalsIgnoreCase(b)) {
      return CASE;
    }
    String foldedA = Segments.folded(a);
    String foldedB = Segments.folded(b);
    if (foldedA.equals(foldedB)) {
      return SPELLING;
    }
    if (isSame(foldedA, foldedB)) {
      return SAME_THING;
    }
    if (isSlot(a) && isSlot(b)) {
      return ANOTHER_SLOT;
    }
    return Math.min(byNumbers(a, b), byLetters(foldedA, foldedB));
  }

  private static boolean isSame(String a, String b) {
    Integer group = GROUPS.get(a);
    return group != null && group.equals(GROUPS.get(b));
  }

  /** Without the {@code _1} at its end that a repetition has. */
  private static String bare(String segment) {
    int end = digitsAtEnd(segment);
    boolean repeated =
        end > 1 && end < segment.length() && "_-".indexOf(segment.charAt(end - 1)) >= 0;
    return repeated ? segment.substring(0, end - 1) : segment;
  }

  private static int digitsAtEnd(String segment) {
    int end = segment.length();
    while (end > 0 && Character.isDigit(segment.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** Parts that differ in a repetition's number only: {@code dense}, {@code dense_1}. */
  private static double byNumbers(String a, String b) {
    String foldedA = Segments.folded(bare(a));
    String foldedB = Segments.folded(bare(b));
    boolean oneHasMore = bare(a).equals(a) != bare(b).equals(b);
    return oneHasMore && (foldedA.equals(foldedB) || isSame(foldedA, foldedB))
        ? A_NUMBER_MORE
        : NONE;
  }

  private static double byLetters(String a, String b) {
    String wordsA = withoutDigits(a);
    String wordsB = withoutDigits(b);
    if (wordsA.equals(wordsB)) {
      return ANOTHER_NUMBER;
    }
    boolean otherNumbers = !digits(a).equals(digits(b));
    String shorter = a.length() < b.length() ? a : b;
    String longer = a.length() < b.length() ? b : a;
    double distance = NONE;
    if (shorter.length() >= SHORTEST_CONTAINED && longer.contains(shorter)) {
      distance = CONTAINED;
    }
    int limit = longer.length() / 2;
    int edits = EditDistance.between(a, b, limit);
    if (edits <= limit) {
      double share = 1.2 * edits / longer.length() + (otherNumbers ? 0.2 : 0);
      distance = Math.min(distance, Math.min(share, NONE));
    }
    return distance;
  }

  private static String withoutDigits(String text) {
    StringBuilder rest = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isDigit(text.charAt(i))) {
        rest.append(text.charAt(i));
      }
    }
    return rest.toString();
  }

  private static String digits(String text) {
    StringBuilder rest = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        rest.append(text.charAt(i));
      }
    }
    return rest.toString();
  }
}
