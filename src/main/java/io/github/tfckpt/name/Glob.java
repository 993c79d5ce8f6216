package io.github.tfckpt.name;

import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern over a whole name, as in a shell, except that {@code *} also matches {@code /}.
 *
 * <pre>
 *   *        any text, or none
 *   ?        one character
 *   [a-z_]   one of these; [!a-z] or [^a-z] one that is not among these
 *   \*       this character; so \?, \[ and \]; any other backslash is one
 * </pre>
 *
 * <p>Names are matched as they are shown; what is typed unescaped, like a tab, is taken as it would
 * be shown: {@code ?} meets one character of {@code \x09}. A bracket that is never closed is a
 * bracket. A name that is the same text as the pattern always matches. Matching takes time in the
 * product of both lengths at most.
 */
public final class Glob implements NamePattern {

  private static final int STAR = -1;
  private static final int ANY = -2;
  private static final int SET = -3;

  private final String typed;

  /** What was typed, as names are shown. */
  private final String text;

  private final List<Integer> parts = new ArrayList<>();
  private final List<String> sets = new ArrayList<>();

  /**
   * A pattern.
   *
   * @param text as typed; any text is a pattern
   */
  public Glob(String text) {
    this.typed = text;
    this.text = shown(text);
    parse();
  }

  private void parse() {
    int at = 0;
    while (at < text.length()) {
      at = parse(at);
    }
  }

  /** {@return how many stars there are} */
  public int stars() {
    int stars = 0;
    for (int part : parts) {
      stars += part == STAR ? 1 : 0;
    }
    return stars;
  }

  /** {@return true if only one name matches, which is the same text as the pattern} */
  public boolean isLiteral() {
    return text.equals(typed) && text.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0);
  }

  @Override
  public String text() {
    return typed;
  }

  /** Escapes what no shown name holds; a backslash stays, it may begin an escape. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      String one = Character.toString(text.codePointAt(at));
      shown.append(Bytes.utf8(one));
      at += one.length();
    }
    return shown.toString();
  }

  private int parse(int at) {
    int point = text.codePointAt(at);
    int next = at + Character.charCount(point);
    if (point == '*') {
      parts.add(STAR);
    } else if (point == '?') {
      parts.add(ANY);
    } else if (point == '[' && endOfSet(at) > 0) {
      int end = endOfSet(at);
      parts.add(SET - sets.size());
      sets.add(text.substring(at + 1, end));
      next = end + 1;
    } else if (point == '\\' && next < text.length() && "*?[]".indexOf(text.charAt(next)) >= 0) {
      parts.add((int) text.charAt(next));
      next++;
    } else {
      parts.add(point);
    }
    return next;
  }

  /** Where the bracket at {@code at} is closed; a closing one that comes first is a member. */
  private int endOfSet(int at) {
    int first = at + 1;
    if (first < text.length() && isNegation(text.charAt(first))) {
      first++;
    }
    return text.indexOf(']', first + 1);
  }

  @Override
  public boolean matches(String name) {
    return name.equals(text) || captures(name).isPresent();
  }

  /**
   * {@return what each star took of a name, in order, the earlier ones as little as they can; empty
   * if the name does not match}
   *
   * @param name all of it
   */
  public Optional<List<String>> captures(String name) {
    List<String> taken = new ArrayList<>();
    int begin = 0;
    int part = 0;
    int at = 0;
    int star = -1;
    int from = 0;
    while (at < name.length()) {
      int point = name.codePointAt(at);
      if (part < parts.size() && parts.get(part) == STAR) {
        if (star >= 0) {
          taken.add(name.substring(begin, from));
        }
        star = part++;
        from = at;
        begin = at;
      } else if (part < parts.size() && accepts(parts.get(part), point)) {
        part++;
        at += Character.charCount(point);
      } else if (star >= 0) {
        // The last star takes one character more; what earlier stars took can stay.
        from += Character.charCount(name.codePointAt(from));
        at = from;
        part = star + 1;
      } else {
        return Optional.empty();
      }
    }
    if (star >= 0) {
      taken.add(name.substring(begin, from));
    }
    while (part < parts.size() && parts.get(part) == STAR) {
      taken.add("");
      part++;
    }
    return part == parts.size() ? Optional.of(taken) : Optional.empty();
  }

  private boolean accepts(int part, int point) {
    return part == ANY || (part <= SET ? isIn(sets.get(SET - part), point) : part == point);
  }

  private static boolean isNegation(char c) {
    return c == '!' || c == '^';
  }

  private static boolean isIn(String set, int point) {
    boolean negated = isNegation(set.charAt(0));
    int at = negated ? 1 : 0;
    boolean in = false;
    while (at < set.length()) {
      int low = set.codePointAt(at);
      at += Character.charCount(low);
      int high = low;
      if (at + 1 < set.length() && set.charAt(at) == '-') {
        high = set.codePointAt(at + 1);
        at += 1 + Character.charCount(high);
      }
      in |= point >= low && point <= high;
    }
    return in != negated;
  }
}
