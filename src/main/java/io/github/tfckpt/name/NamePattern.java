package io.github.tfckpt.name;

/** Says which tensor names are meant: a glob, or a regular expression. */
public interface NamePattern {

  /**
   * {@return true if this matches a name: a glob all of it, a regular expression some part}
   *
   * @param name a key as it is shown, or a full name
   */
  boolean matches(String name);

  /** {@return what was typed} */
  String text();

  /**
   * {@return a pattern}
   *
   * @param text as it was typed
   * @param regex if it is a regular expression, found anywhere in a name; else it is a glob over
   *     the whole name
   * @throws IllegalArgumentException if it should be a regular expression and is not one
   */
  static NamePattern of(String text, boolean regex) {
    return regex ? new RegularExpression(text) : new Glob(text);
  }
}
