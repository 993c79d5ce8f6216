package io.github.tfckpt.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A name taken apart, as conversions between frameworks change it: {@code encoder/layer_0/kernel}
 * and {@code encoder.layer.0.weight} have the words {@code encoder layer 0} in common.
 */
final class NameTokens {

  private static final String SEPARATORS = "/._:-";

  /** Words that frameworks have for one thing. */
  private static final Map<String, String> SYNONYMS =
      Map.of(
          "kernel", "weight",
          "weights", "weight",
          "gamma", "weight",
          "biases", "bias",
          "beta", "bias",
          "mean", "average",
          "variance", "var");

  private NameTokens() {}

  /** Words, runs of digits and single separators, in order: joined they are the name. */
  static List<String> of(String name) {
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int at = 1; at <= name.length(); at++) {
      if (at == name.length() || isBoundary(name.charAt(at - 1), name.charAt(at))) {
        tokens.add(name.substring(start, at));
        start = at;
      }
    }
    return tokens;
  }

  private static boolean isBoundary(char before, char after) {
    return isSeparator(before)
        || isSeparator(after)
        || Character.isDigit(before) != Character.isDigit(after);
  }

  private static boolean isSeparator(char c) {
    return SEPARATORS.indexOf(c) >= 0;
  }

  static boolean isSeparator(String token) {
    return token.length() == 1 && isSeparator(token.charAt(0));
  }

  /** The words of a name, without regard to case; of words for one thing, one. */
  static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (String token : of(name)) {
      if (!isSeparator(token)) {
        String word = token.toLowerCase(Locale.ROOT);
        words.add(SYNONYMS.getOrDefault(word, word));
      }
    }
    return words;
  }

  /** How much two lists of words have in common, in order: from 0 to 1. */
  static double likeness(List<String> one, List<String> other) {
    int[] row = new int[other.size() + 1];
    for (String word : one) {
      int diagonal = 0;
      for (int j = 1; j <= other.size(); j++) {
        int above = row[j];
        row[j] = word.equals(other.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    return one.isEmpty() && other.isEmpty()
        ? 0
        : 2.0 * row[other.size()] / (one.size() + other.size());
  }
}
