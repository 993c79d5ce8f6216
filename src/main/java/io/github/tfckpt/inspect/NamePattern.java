package io.github.tfckpt.inspect;

import java.util.regex.Pattern;

/** Says which tensor names are meant: a glob, or a regular expression. */
public interface NamePattern {

  /** True if a whole name matches. */
  boolean matches(String name);

  /** What was typed. */
  String text();

  /**
   * A pattern.
   *
   * @param regex a regular expression, found anywhere in a name; else a glob over the whole name
   * @throws java.util.regex.PatternSyntaxException if the regular expression is none
   */
  static NamePattern of(String text, boolean regex) {
    return regex ? new Regex(text, Pattern.compile(text)) : new Glob(text);
  }

  /** A regular expression, found anywhere in a name. */
  record Regex(String text, Pattern pattern) implements NamePattern {
    @Override
    public boolean matches(String name) {
      return pattern.matcher(name).find();
    }
  }
}
