package io.github.tfckpt.change;

import io.github.tfckpt.name.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule that tensors are pieces of one, which somebody split by hand: {@code weights_*:0} for
 * {@code weights_0}, {@code weights_1} and so on, one after the other along axis 0.
 *
 * <p>The last star stands for the number of a piece; {@code weights}, {@code weights_1} are such
 * names too, as TensorFlow makes them. What other stars take is carried over: each of them makes a
 * tensor of its own.
 */
public final class Join {

  private static final Pattern FORM = Pattern.compile("(.+?)(?::(-?[0-9]{1,9}))?");
  private static final Pattern NUMBER = Pattern.compile("[_-]?([0-9]{1,9})|");

  /** What stands between a name and the number of a piece. */
  private static final String SEPARATORS = "_-./";

  private final String text;
  private final Glob glob;
  private final int axis;

  /** What stands between the stars of the pattern, before the first and after the last. */
  private final String[] between;

  private Join(String text, String pattern, int axis) {
    this.text = text;
    this.glob = new Glob(pattern);
    this.axis = axis;
    this.between = pattern.split("\\*", -1);
  }

  /**
   * Which piece of which tensor a name stands for.
   *
   * @param of the name of the joined tensor
   * @param number of the piece; pieces stand in the order of their numbers
   */
  public record Piece(String of, int number) {}

  /**
   * {@return a rule}
   *
   * @param text {@code PATTERN} or {@code PATTERN:AXIS}
   * @throws IllegalArgumentException if the pattern has no star, or more than stars to stand for
   *     what differs; the message says so
   */
  public static Join parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || form.group(1).indexOf('*') < 0 || isWild(form.group(1))) {
      throw new IllegalArgumentException(
          "--join '" + text + "': expected PATTERN[:AXIS] with a * for the numbers: 'weights_*:0'");
    }
    int axis = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
    return new Join(text, form.group(1), axis);
  }

  /** The name of the joined tensor would not be known. */
  private static boolean isWild(String pattern) {
    return pattern.chars().anyMatch(c -> "?[\\".indexOf(c) >= 0);
  }

  /**
   * {@return which piece a name stands for, if it is one}
   *
   * @param name a key or a full name
   */
  public Optional<Piece> piece(String name) {
    Optional<List<String>> captured = glob.captures(name);
    if (captured.isEmpty()) {
      return Optional.empty();
    }
    List<String> taken = new ArrayList<>(captured.get());
    OptionalInt number = number(taken.remove(taken.size() - 1));
    return number.isEmpty()
        ? Optional.empty()
        : Optional.of(new Piece(name(taken), number.getAsInt()));
  }

  private static OptionalInt number(String taken) {
    Matcher matcher = NUMBER.matcher(taken);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)));
  }

  /** The pattern without its last star, and what separates that from the rest. */
  private String name(List<String> taken) {
    StringBuilder name = new StringBuilder(between[0]);
    for (int i = 0; i < taken.size(); i++) {
      name.append(taken.get(i)).append(between[i + 1]);
    }
    int end = name.length() - 1;
    if (end > 0 && SEPARATORS.indexOf(name.charAt(end)) >= 0) {
      name.setLength(end);
    }
    return name.append(between[between.length - 1]).toString();
  }

  /** {@return the axis along which pieces follow one another; negative ones count from the end} */
  public int axis() {
    return axis;
  }

  /** {@return as it was typed: {@code --join 'weights_*:0'}} */
  @Override
  public String toString() {
    return "--join '" + text + "'";
  }
}
