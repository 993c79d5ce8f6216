package io.github.tfckpt.name;

import io.github.tfckpt.io.CheckpointException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The size of a regular expression once compiled, counted beforehand: repetitions are compiled as
 * often as they say, and both the compiler and the matcher go down a level for each group and each
 * choice. What is counted need not be well formed: the compiler says that.
 */
final class ExpressionSize {

  private static final int DEEPEST = 100;
  private static final long MOST_STEPS = 1 << 16;
  private static final long MOST_CHOICES = 2000;

  /** Compiled steps, and those of them from which there is more than one way on. */
  private record Size(long steps, long choices) {
    Size and(Size next) {
      return new Size(steps + next.steps, choices + next.choices);
    }

    Size times(long most, long least) {
      return new Size(steps * most, choices * most + (most - least) + 1);
    }
  }

  private static final Size NONE = new Size(0, 0);
  private static final Size STEP = new Size(1, 0);
  private static final Size CHOICE = new Size(1, 1);

  private final String text;
  private final Deque<Size> open = new ArrayDeque<>();
  private Size before = NONE;
  private Size last = NONE;
  private int at;

  private ExpressionSize(String text) {
    this.text = text;
  }

  /**
   * Refuses an expression that is too large.
   *
   * @throws IllegalArgumentException if it is
   */
  static void check(String text) {
    new ExpressionSize(text).count();
  }

  private void count() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '(' -> {
          open.push(before.and(last));
          before = CHOICE;
          last = NONE;
        }
        case ')' -> {
          Size group = before.and(last);
          before = open.isEmpty() ? NONE : open.pop();
          last = group;
        }
        case '[' -> {
          add(STEP);
          skipSet();
        }
        case '\\' -> addEscape();
        case '*', '+', '?' -> last = last.times(1, 0);
        case '{' -> repeat();
        case '|', '^', '$' -> add(CHOICE);
        default -> add(STEP);
      }
      Size all = before.and(last);
      if (all.steps > MOST_STEPS || all.choices > MOST_CHOICES || open.size() > DEEPEST) {
        throw new IllegalArgumentException(
            CheckpointException.clip("'" + text + "' is too large a regular expression"));
      }
    }
  }

  private void add(Size size) {
    before = before.and(last);
    last = size;
  }

  private void addEscape() {
    char escaped = at < text.length() ? text.charAt(at++) : '\\';
    if (escaped == 'Q') {
      int end = text.indexOf("\\E", at);
      int quoted = (end < 0 ? text.length() : end) - at;
      add(new Size(quoted, 0));
      at += quoted;
    } else {
      add("bBAz".indexOf(escaped) < 0 ? STEP : CHOICE);
    }
  }

  /** Goes to the end of a bracket; a closing one that comes first is a member. */
  private void skipSet() {
    at += at < text.length() && text.charAt(at) == '^' ? 1 : 0;
    at++;
    while (at < text.length() && text.charAt(at) != ']') {
      char c = text.charAt(at);
      int name = c == '[' ? text.indexOf(":]", at) : -1;
      at = name < 0 ? at + (c == '\\' ? 2 : 1) : name + 2;
    }
    at++;
  }

  /** Reads {@code 2}, {@code 2,} or {@code 2,3}; a brace around anything else is a character. */
  private void repeat() {
    int end = text.indexOf('}', at);
    String[] counts = end < 0 ? new String[0] : text.substring(at, end).split(",", 2);
    if (counts.length == 0 || !counts[0].matches("[0-9]{1,9}")) {
      add(STEP);
      return;
    }
    long least = Long.parseLong(counts[0]);
    long most = least;
    if (counts.length == 2 && counts[1].matches("[0-9]{1,9}")) {
      most = Math.max(least, Long.parseLong(counts[1]));
    }
    last = last.times(most, least);
    at = end + 1;
  }
}
