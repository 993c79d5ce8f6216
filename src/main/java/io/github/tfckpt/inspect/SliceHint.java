package io.github.tfckpt.inspect;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.TensorSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a name such as {@code w/part_7} means: in a graph of TF1 each slice of a partitioned
 * variable {@code w} is a variable of its own, but the checkpoint has them under the name of the
 * whole.
 */
public final class SliceHint {

  /** A slot of a slice has its own name after that of the slice: {@code w/part_7/Adam}. */
  private static final Pattern PART = Pattern.compile("(.+)/part_([0-9]{1,9})(/.+?)?(?::[0-9]+)?");

  private SliceHint() {}

  /**
   * {@return where the slice is, in words for the end of a message; empty if the name is no such
   * name}
   *
   * @param typed the name
   * @param checkpoint in which it was looked for
   */
  public static Optional<String> of(String typed, Checkpoint checkpoint) {
    Matcher part = PART.matcher(typed);
    if (!part.matches()) {
      return Optional.empty();
    }
    String whole = part.group(1) + (part.group(3) == null ? "" : part.group(3));
    List<TensorEntry> named = checkpoint.named(whole);
    if (named.isEmpty() || named.get(0).slices().isEmpty()) {
      return Optional.empty();
    }
    List<TensorSlice> slices = new ArrayList<>(named.get(0).slices());
    slices.sort(SliceHint::compare);
    int number = Integer.parseInt(part.group(2));
    String count = slices.size() == 1 ? "1 slice" : slices.size() + " slices";
    String place =
        number < slices.size()
            ? "; part_" + number + " is '" + whole + selection(slices.get(number)) + "'"
            : "";
    return Optional.of("; it is in " + count + " under '" + whole + "'" + place);
  }

  private static int compare(TensorSlice a, TensorSlice b) {
    for (int axis = 0; axis < Math.min(a.rank(), b.rank()); axis++) {
      if (a.start(axis) != b.start(axis)) {
        return Long.compare(a.start(axis), b.start(axis));
      }
    }
    return 0;
  }

  /** What {@code dump} takes to show a slice: {@code [10:20]}. */
  private static String selection(TensorSlice slice) {
    StringBuilder text = new StringBuilder();
    int last = slice.rank() - 1;
    while (last > 0 && slice.length(last) == TensorSlice.EVERYTHING) {
      last--;
    }
    for (int axis = 0; axis <= last; axis++) {
      boolean isAll = slice.length(axis) == TensorSlice.EVERYTHING;
      long start = slice.start(axis);
      text.append(axis == 0 ? "" : ", ");
      text.append(isAll ? ":" : start + ":" + (start + slice.length(axis)));
    }
    return "[" + text + "]";
  }
}
