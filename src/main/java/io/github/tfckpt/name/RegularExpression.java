package io.github.tfckpt.name;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.github.tfckpt.io.CheckpointException;
import java.util.Optional;

/**
 * A regular expression in the syntax of RE2, found anywhere in a name. A match takes time in the
 * product of both lengths at most, which is why RE2 has no back-references and no look-around.
 */
public final class RegularExpression implements NamePattern {

  private final String text;
  private final Pattern pattern;

  /**
   * A pattern.
   *
   * @param text as typed
   * @throws IllegalArgumentException if it is not a regular expression, or one that is too large
   */
  public RegularExpression(String text) {
    this.text = text;
    try {
      ExpressionSize.check(text);
      pattern = Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          CheckpointException.clip(
              "'"
                  + text
                  + "' is not an RE2 regular expression: "
                  + e.getDescription()
                  + " '"
                  + e.getPattern()
                  + "'"),
          e);
    }
  }

  @Override
  public boolean matches(String name) {
    return pattern.matcher(name).find();
  }

  @Override
  public String text() {
    return text;
  }

  /**
   * {@return what takes the place of a name, if all of it matches}
   *
   * @param name all of it
   * @param replacement in which {@code $1} stands for what the first group took
   * @throws IllegalArgumentException if the replacement names a group that is not there
   */
  public Optional<String> replaced(String name, String replacement) {
    Matcher matcher = pattern.matcher(name);
    try {
      return matcher.matches() ? Optional.of(matcher.replaceFirst(replacement)) : Optional.empty();
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "'" + text + "' has no group that '" + replacement + "' asks for", e);
    }
  }
}
