package io.github.tfckpt.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A name as the list of its parts between slashes, without what says nothing. */
final class Segments {

  static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  /** Longer names than any have more parts than it pays to compare. */
  private static final int MOST = 40;

  private static final int LONGEST = 120;

  private Segments() {}

  /** The parts of a name; empty parts are left out, and of very many the last are kept. */
  static List<String> of(String name) {
    String plain = name.endsWith(VALUE) ? name.substring(0, name.length() - VALUE.length()) : name;
    plain = plain.endsWith(":0") ? plain.substring(0, plain.length() - 2) : plain;
    List<String> segments = new ArrayList<>();
    int end = plain.length();
    while (end >= 0 && segments.size() < MOST) {
      int slash = plain.lastIndexOf('/', end - 1);
      if (end > slash + 1) {
        String segment = plain.substring(slash + 1, end);
        segments.add(segment.length() > LONGEST ? segment.substring(0, LONGEST) : segment);
      }
      end = slash;
    }
    Collections.reverse(segments);
    return segments;
  }

  /** A part in lower case, without {@code _} and {@code -}. */
  static String folded(String segment) {
    StringBuilder folded = new StringBuilder(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c != '_' && c != '-') {
        folded.append(c);
      }
    }
    return folded.toString().toLowerCase(Locale.ROOT);
  }

  /** Letters and digits alone, as if they were one word. */
  static String together(String name) {
    StringBuilder word = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (Character.isLetterOrDigit(name.charAt(i))) {
        word.append(name.charAt(i));
      }
    }
    return word.toString();
  }
}
