package io.github.tfckpt.change;

import io.github.tfckpt.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule that was typed: a pattern, and what it does to the tensors that the pattern matches. */
public final class Rule {

  /** What a rule does, in the order in which rules take effect. */
  public enum Action {
    /** An axis is reversed. */
    REVERSE,
    /** Axes change places. */
    TRANSPOSE,
    /** Another shape of as many elements. */
    RESHAPE,
    /** Another type. */
    CAST,
    /** One value in place of a scalar. */
    SET;

    /** {@return the option that it is typed after: {@code --reverse}} */
    public String option() {
      return "--" + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  // No more extents than a tensor has: each takes some of the stack.
  private static final Pattern AXIS = Pattern.compile("(.+):(-?[0-9]{1,9})");
  private static final Pattern AXES =
      Pattern.compile("(.+):(-?[0-9]{1,9}(?:\\s*,\\s*-?[0-9]{1,9}){1,254})");
  private static final Pattern SHAPE =
      Pattern.compile(
          "(.+):\\[\\s*((?:-?[0-9]{1,18}(?:\\s*,\\s*-?[0-9]{1,18}){0,254})?)\\s*,?\\s*]");
  private static final Pattern TYPE = Pattern.compile("(.+):([a-z0-9_]+)");
  private static final Pattern VALUE = Pattern.compile("(.+)=([^=]+)");

  private final Action action;
  private final String text;
  private final Predicate<String> pattern;
  private final Function<Change, Change> effect;

  private Rule(
      Action action, String text, Predicate<String> pattern, Function<Change, Change> effect) {
    this.action = action;
    this.text = text;
    this.pattern = pattern;
    this.effect = effect;
  }

  /**
   * {@return a rule}
   *
   * @param action the option that it was typed after
   * @param text {@code PATTERN:AXIS}, {@code PATTERN[:AXES]}, {@code PATTERN:[SHAPE]}, {@code
   *     PATTERN:DTYPE} or {@code NAME=VALUE}
   * @param patterns makes patterns of text
   * @throws IllegalArgumentException if the text is not of that form; the message says so
   */
  public static Rule parse(
      Action action, String text, Function<String, Predicate<String>> patterns) {
    Matcher matcher =
        switch (action) {
          case REVERSE ->
              matcher(AXIS, action, text, "PATTERN:AXIS, for example '*/conv1/weights:2'");
          case TRANSPOSE -> AXES.matcher(text);
          case RESHAPE ->
              matcher(
                  SHAPE, action, text, "PATTERN:[SHAPE], for example '*/fc6/weights:[25088,4096]'");
          case CAST -> matcher(TYPE, action, text, "PATTERN:DTYPE, for example '*:float32'");
          case SET -> matcher(VALUE, action, text, "NAME=VALUE, for example 'global_step=0'");
        };
    boolean hasValue = action != Action.TRANSPOSE || matcher.matches();
    String name = hasValue ? matcher.group(1) : text;
    String value = hasValue ? matcher.group(2) : "";
    return new Rule(action, text, patterns.apply(name), effect(action, text, value));
  }

  private static Matcher matcher(Pattern form, Action action, String text, String expected) {
    Matcher matcher = form.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(action.option() + " '" + text + "': expected " + expected);
    }
    return matcher;
  }

  private static Function<Change, Change> effect(Action action, String text, String value) {
    switch (action) {
      case REVERSE -> {
        int axis = Integer.parseInt(value);
        return change -> change.reversed(axis);
      }
      case TRANSPOSE -> {
        int[] axes = Arrays.stream(numbers(value)).mapToInt(Math::toIntExact).toArray();
        return change -> change.transposed(axes);
      }
      case RESHAPE -> {
        long[] extents = numbers(value);
        if (Arrays.stream(extents).filter(extent -> extent == -1).count() > 1) {
          throw new IllegalArgumentException(
              action.option() + " '" + text + "': only one extent may be -1");
        }
        return change -> change.reshaped(extents);
      }
      case CAST -> {
        DType to = dtype(value, text);
        return change -> change.cast(to);
      }
      default -> {
        return change -> change.set(value);
      }
    }
  }

  private static long[] numbers(String list) {
    return list.isEmpty()
        ? new long[0]
        : Arrays.stream(list.split(",")).map(String::strip).mapToLong(Long::parseLong).toArray();
  }

  private static DType dtype(String label, String text) {
    Optional<DType> dtype =
        DType.ALL.stream().filter(each -> each.label().equals(label) && each.isFixed()).findFirst();
    return dtype.orElseThrow(
        () ->
            new IllegalArgumentException(
                "--cast '" + text + "': '" + label + "' is not a dtype such as float16 or int64"));
  }

  /** {@return true if this is about a tensor, by any of its names} */
  boolean isAbout(List<String> names) {
    return names.stream().anyMatch(pattern);
  }

  /**
   * {@return a change, and then this}
   *
   * @param name of the tensor, for the message
   * @throws IllegalArgumentException if the tensor cannot be changed so; the message says why
   */
  Change after(Change before, String name) {
    try {
      return effect.apply(before);
    } catch (IllegalArgumentException | ArithmeticException e) {
      String why = e instanceof ArithmeticException ? "has fewer elements" : e.getMessage();
      throw new IllegalArgumentException(this + ": " + name + " " + before.shape() + " " + why, e);
    }
  }

  Action action() {
    return action;
  }

  /** {@return as it was typed: {@code --reverse 'rgb:2'}} */
  @Override
  public String toString() {
    return action.option() + " '" + text + "'";
  }
}
