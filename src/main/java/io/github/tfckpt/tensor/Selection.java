package io.github.tfckpt.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which elements of a tensor a person asks for, in the words of numpy's basic indexing: {@code [5,
 * :10]}, {@code [..., ::-2]}.
 *
 * <pre>
 *   selection   "[" part ("," part)* [","] "]", with or without "(" ")" inside, or "[()]"
 *   part        integer                        one index; the axis is dropped
 *               [start] ":" [stop] [":" [step]]  as Python's slice.indices() clamps it
 *               "..."                          all axes that are not named; at most once
 *               "None" or "newaxis"            no axis of the tensor: a new one of extent 1
 * </pre>
 *
 * <p>Negative numbers count from the end. Axes that are not named are taken whole. Spaces do not
 * matter. All arithmetic is in 64 bits; larger numbers act like the largest. {@code [()]} names no
 * axis.
 */
public final class Selection {

  /** Which indices of one axis. */
  private sealed interface AxisSelection {}

  private record Index(long at, String typed) implements AxisSelection {}

  private record Span(OptionalLong start, OptionalLong stop, long step) implements AxisSelection {

    /** The first index taken, if any is. */
    long first(long extent) {
      return step > 0
          ? clamp(start, 0, 0, extent, extent)
          : clamp(start, extent - 1, -1, extent - 1, extent);
    }

    /** How many indices are taken. */
    long count(long extent) {
      long first = first(extent);
      if (step > 0) {
        long stop = clamp(this.stop, extent, 0, extent, extent);
        return first < stop ? (stop - first - 1) / step + 1 : 0;
      }
      long stop = clamp(this.stop, -1, -1, extent - 1, extent);
      return stop < first ? (first - stop - 1) / -step + 1 : 0;
    }

    /** A bound within limits, after it was counted from the end if it is negative. */
    private static long clamp(OptionalLong bound, long absent, long least, long most, long extent) {
      if (bound.isEmpty()) {
        return absent;
      }
      long at = bound.getAsLong() < 0 ? bound.getAsLong() + extent : bound.getAsLong();
      return Math.max(least, Math.min(most, at));
    }
  }

  private record Ellipsis() implements AxisSelection {}

  private record NewAxis() implements AxisSelection {}

  /**
   * A tensor's name followed by a selection, if it was meant so.
   *
   * @param name what precedes the brackets
   * @param brackets from there to the end, brackets included
   */
  public record Candidate(String name, String brackets) {}

  private static final Set<String> NEW_AXIS =
      Set.of("None", "newaxis", "np.newaxis", "numpy.newaxis");
  private static final AxisSelection WHOLE =
      new Span(OptionalLong.empty(), OptionalLong.empty(), 1);

  private final List<AxisSelection> parts;

  private Selection(List<AxisSelection> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * {@return the end of an argument that may be a selection: from the {@code [} on that belongs to
   * the {@code ]} at its end, if something stands before} Names may look the same, and patterns too
   * ({@code layer_[0-9]}): only {@link #parse} tells, and a tensor of that very name comes first.
   *
   * @param argument what a person typed: {@code dense/kernel[0, :]}
   */
  public static Optional<Candidate> candidate(String argument) {
    int start = argument.length();
    int open = 0;
    do {
      start--;
      char c = start < 0 ? '[' : argument.charAt(start);
      open += c == ']' ? 1 : c == '[' ? -1 : 0;
    } while (open > 0);
    if (start < 1 || !argument.endsWith("]")) {
      return Optional.empty();
    }
    return Optional.of(new Candidate(argument.substring(0, start), argument.substring(start)));
  }

  /**
   * {@return a selection, read from text}
   *
   * @param text brackets included
   * @throws IllegalArgumentException if it is not one; the message says why
   */
  public static Selection parse(String text) {
    String inner = text.strip();
    if (inner.length() < 2 || inner.charAt(0) != '[' || !inner.endsWith("]")) {
      throw wrong(text, "it is not in brackets");
    }
    inner = inner.substring(1, inner.length() - 1).strip();
    if (inner.startsWith("(") && inner.endsWith(")")) {
      // In Python a tuple, which means the same as what it holds.
      inner = inner.substring(1, inner.length() - 1).strip();
      if (inner.isEmpty()) {
        return new Selection(List.of());
      }
    }
    if (inner.chars().anyMatch(c -> "[(".indexOf(c) >= 0)) {
      throw wrong(
          text, "lists of indices are not supported; use slices, or one index after another");
    }
    List<String> pieces = split(inner, ',');
    if (pieces.size() > 1 && pieces.get(pieces.size() - 1).isEmpty()) {
      pieces.remove(pieces.size() - 1);
    }
    List<AxisSelection> parts = new ArrayList<>(pieces.size());
    boolean ellipsis = false;
    for (String piece : pieces) {
      AxisSelection part = part(text, piece);
      if (part instanceof Ellipsis && ellipsis) {
        throw wrong(text, "it has two ellipses ('...'), one is allowed");
      }
      ellipsis |= part instanceof Ellipsis;
      parts.add(part);
    }
    return new Selection(parts);
  }

  private static AxisSelection part(String text, String piece) {
    if (piece.equals("...")) {
      return new Ellipsis();
    }
    if (NEW_AXIS.contains(piece)) {
      return new NewAxis();
    }
    List<String> numbers = split(piece, ':');
    if (numbers.size() == 1) {
      return new Index(number(text, piece), piece);
    }
    if (numbers.size() > 3) {
      throw wrong(text, "'" + piece + "' has more than two colons");
    }
    OptionalLong step = numbers.size() == 3 ? bound(text, numbers.get(2)) : OptionalLong.empty();
    if (step.isPresent() && step.getAsLong() == 0) {
      throw wrong(text, "the step of '" + piece + "' is zero");
    }
    return new Span(bound(text, numbers.get(0)), bound(text, numbers.get(1)), step.orElse(1));
  }

  private static OptionalLong bound(String text, String number) {
    return number.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(text, number));
  }

  /** An integer; what does not fit in 64 bits, signs aside, becomes the largest that does. */
  private static long number(String text, String digits) {
    boolean negative = digits.startsWith("-");
    int at = negative || digits.startsWith("+") ? 1 : 0;
    if (digits.startsWith("0", at) && !digits.substring(at).matches("0*")) {
      throw wrong(text, "'" + digits + "' has leading zeros, which Python refuses");
    }
    long value = 0;
    do {
      int digit = at < digits.length() ? digits.charAt(at) - '0' : -1;
      if (digit < 0 || digit > 9) {
        throw wrong(
            text, "'" + digits + "' is not an integer, slice (start:stop:step), '...' or None");
      }
      value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : 10 * value + digit;
    } while (++at < digits.length());
    return negative ? -value : value;
  }

  private static List<String> split(String text, char separator) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || text.charAt(at) == separator) {
        pieces.add(text.substring(start, at).strip());
        start = at + 1;
      }
    }
    return pieces;
  }

  private static IllegalArgumentException wrong(String text, String what) {
    return new IllegalArgumentException("selection " + text + ": " + what);
  }

  /**
   * {@return what this selection takes of a tensor}
   *
   * @param shape of the tensor
   * @throws IllegalArgumentException if there are more parts than axes, or an index lies outside
   */
  public View on(Shape shape) {
    List<AxisSelection> full = inFull(shape.rank());
    long[] whole = View.rowMajor(shape);
    long[] extents = new long[full.size()];
    long[] strides = new long[full.size()];
    int rank = 0;
    int axis = 0;
    long start = 0;
    for (AxisSelection part : full) {
      if (part instanceof NewAxis) {
        extents[rank++] = 1;
        continue;
      }
      long extent = shape.extent(axis);
      if (part instanceof Span range) {
        long count = range.count(extent);
        extents[rank] = count;
        strides[rank++] = count > 1 ? whole[axis] * range.step : whole[axis];
        start += count > 0 ? range.first(extent) * whole[axis] : 0;
      } else if (part instanceof Index index) {
        start += within(index, extent, axis) * whole[axis];
      }
      axis++;
    }
    Shape taken = Shape.of(Arrays.copyOf(extents, rank));
    return new View(shape, start, taken, Arrays.copyOf(strides, rank));
  }

  /** One part for each axis, and the new ones between them. */
  private List<AxisSelection> inFull(int rank) {
    int ellipsis = parts.indexOf(new Ellipsis());
    int added = Collections.frequency(parts, new NewAxis());
    int named = parts.size() - added - (ellipsis < 0 ? 0 : 1);
    if (named > rank) {
      throw new IllegalArgumentException(
          "too many indices: " + named + " are given, the tensor has rank " + rank);
    }
    List<AxisSelection> full = new ArrayList<>(parts);
    int at = ellipsis < 0 ? parts.size() : ellipsis;
    if (ellipsis >= 0) {
      full.remove(ellipsis);
    }
    full.addAll(at, Collections.nCopies(rank - named, WHOLE));
    return full;
  }

  private static long within(Index index, long extent, int axis) {
    if (index.at >= extent || index.at < -extent) {
      throw new IllegalArgumentException(
          "index " + index.typed + " is out of range for axis " + axis + " with extent " + extent);
    }
    return index.at < 0 ? index.at + extent : index.at;
  }
}
