package io.github.tfckpt.search;

import io.github.tfckpt.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shapes as people and programs write them: {@code [3,3,64,64]}, {@code (768,)}, {@code []}. */
final class Shapes {

  /** A shape in a text. */
  static final String PATTERN = "[\\[(][\\d\\s,L]{0,400}[\\])]";

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\[\\s*(\\d+\\s*(,\\s*\\d+\\s*){0,254},?)?\\s*]"
              + "|\\(\\s*(\\d+\\s*,\\s*){1,254}(\\d+\\s*)?\\)");

  private Shapes() {}

  /** The shape that a text is. */
  static Optional<Shape> parse(String text) {
    Matcher numbers = NUMBER.matcher(text);
    long[] extents = new long[text.length()];
    int rank = 0;
    while (numbers.find()) {
      if (numbers.group().length() > 18) {
        return Optional.empty();
      }
      extents[rank++] = Long.parseLong(numbers.group());
    }
    return Optional.of(Shape.of(Arrays.copyOf(extents, rank)));
  }

  /** In how many extents two shapes differ; more than any has if their ranks do. */
  static int differing(Shape a, Shape b) {
    if (a.rank() != b.rank()) {
      return Integer.MAX_VALUE;
    }
    int differing = 0;
    for (int axis = 0; axis < a.rank(); axis++) {
      differing += a.extent(axis) != b.extent(axis) ? 1 : 0;
    }
    return differing;
  }

  /** The first shape in a text that a person typed. */
  static Optional<Shape> in(String text) {
    Matcher written = WRITTEN.matcher(text);
    return written.find() ? parse(written.group()) : Optional.empty();
  }

  /** The text without its shapes. */
  static String without(String text) {
    return WRITTEN.matcher(text).replaceAll(" ");
  }
}
