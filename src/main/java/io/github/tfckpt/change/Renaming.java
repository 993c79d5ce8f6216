package io.github.tfckpt.change;

import io.github.tfckpt.name.Glob;
import io.github.tfckpt.name.RegularExpression;
import java.util.List;
import java.util.Optional;

/** A rule that gives tensors other names: {@code vgg_16/*=my/vgg_16/*}. */
public interface Renaming {

  /**
   * {@return the other name, if the rule is about this one}
   *
   * @param name all of it
   * @throws IllegalArgumentException if the rule speaks of a group that its expression lacks
   */
  Optional<String> apply(String name);

  /**
   * {@return the other name, by the first of some names that the rule is about}
   *
   * @param names what one tensor is called
   */
  default Optional<String> first(List<String> names) {
    return names.stream().map(this::apply).flatMap(Optional::stream).findFirst();
  }

  /** {@return what was typed} */
  String text();

  /** {@return the one name that the rule is about, if it can be about one alone} */
  default Optional<String> literal() {
    return Optional.empty();
  }

  /**
   * {@return a rule of two globs over whole names} Each star of the second stands for what the star
   * of the first at the same place took.
   *
   * @param text {@code vgg_16/*=my/vgg_16/*}
   * @throws IllegalArgumentException if there is no {@code =}, or the second has more stars
   */
  static Renaming globs(String text) {
    String[] sides = sides(text, text.indexOf('='));
    Glob from = new Glob(sides[0]);
    String[] pieces = sides[1].split("\\*", -1);
    int stars = from.stars();
    if (pieces.length - 1 > stars) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "': "
              + (pieces.length - 1)
              + (pieces.length == 2 ? " star" : " stars")
              + " on the right, "
              + stars
              + " on the left");
    }
    return new Renaming() {
      @Override
      public Optional<String> apply(String name) {
        boolean literal = pieces.length == 1 && name.equals(sides[0]);
        return literal
            ? Optional.of(sides[1])
            : from.captures(name).map(taken -> join(pieces, taken));
      }

      @Override
      public String text() {
        return text;
      }

      @Override
      public Optional<String> literal() {
        return from.isLiteral() ? Optional.of(sides[0]) : Optional.empty();
      }
    };
  }

  /**
   * {@return a rule of a regular expression of RE2 over whole names and what replaces it, {@code
   * $1} for what its first group took}
   *
   * @param text {@code vgg_(\d+)/(.*)=my/$2}, cut at the last {@code =}
   * @throws IllegalArgumentException if there is no {@code =}, or either side is not well formed
   */
  static Renaming regex(String text) {
    // An expression may have a = of its own.
    String[] sides = sides(text, text.lastIndexOf('='));
    RegularExpression expression = new RegularExpression(sides[0]);
    return new Renaming() {
      @Override
      public Optional<String> apply(String name) {
        return expression.replaced(name, sides[1]);
      }

      @Override
      public String text() {
        return text;
      }
    };
  }

  private static String[] sides(String text, int middle) {
    if (middle < 1 || middle == text.length() - 1) {
      throw new IllegalArgumentException("'" + text + "': expected A=B");
    }
    return new String[] {text.substring(0, middle), text.substring(middle + 1)};
  }

  private static String join(String[] pieces, List<String> taken) {
    StringBuilder name = new StringBuilder(pieces[0]);
    for (int i = 1; i < pieces.length; i++) {
      name.append(taken.get(i - 1)).append(pieces[i]);
    }
    return name.toString();
  }
}
