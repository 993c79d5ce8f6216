package io.github.tfckpt.cli.history;

import io.github.tfckpt.checkpoint.SavedStep;
import io.github.tfckpt.history.Course;
import io.github.tfckpt.history.StepState;
import java.util.ArrayList;
import java.util.List;

/** What became of a tensor, in words, and in a line with a character for each step. */
final class CourseText {

  /** Longer runs have no line of characters. */
  private static final int MOST_SHOWN = 60;

  private final List<SavedStep> steps;

  CourseText(List<SavedStep> steps) {
    this.steps = steps;
  }

  /** {@code stopped at 300; appears at 200}. */
  String words(List<StepState> states) {
    List<String> words = new ArrayList<>();
    List<Integer> there = there(states);
    if (there.isEmpty()) {
      return "cannot be read";
    }
    words.add(course(states));
    if (there.get(0) > 0 && states.get(0) == StepState.ABSENT && there.size() > 1) {
      words.add("appears at " + label(there.get(0)));
    }
    int last = there.get(there.size() - 1);
    List<Integer> absent = places(states, StepState.ABSENT);
    boolean isGone = absent.contains(steps.size() - 1);
    if (isGone && there.size() > 1) {
      words.add("last at " + label(last));
    }
    absent.removeIf(step -> step < there.get(0) || step > last);
    if (!absent.isEmpty()) {
      words.add("absent at " + ranges(absent));
    }
    List<Integer> reshaped = places(states, StepState.RESHAPED);
    if (!reshaped.isEmpty()) {
      words.add("other type or shape at " + ranges(reshaped));
    }
    return String.join("; ", words);
  }

  private String course(List<StepState> states) {
    Course course = Course.of(states);
    List<Integer> changed = places(states, StepState.CHANGED, StepState.RESHAPED);
    List<Integer> same = places(states, StepState.SAME);
    return switch (course) {
      case FROZEN -> "frozen";
      case THROUGHOUT -> "changed throughout";
      case STOPPED -> "stopped at " + label(changed.get(changed.size() - 1));
      case STARTED -> "frozen until " + label(same.get(same.size() - 1));
      case PAUSED -> "paused at " + ranges(same);
      case VARIED -> "changed at " + ranges(changed);
      case ONCE -> "only at " + label(there(states).get(0));
      case UNKNOWN -> unknown(changed, same, places(states, StepState.UNKNOWN));
    };
  }

  private String unknown(List<Integer> changed, List<Integer> same, List<Integer> unknown) {
    if (changed.isEmpty() && same.isEmpty()) {
      return "unknown";
    }
    return (changed.isEmpty() ? "" : "changed at " + ranges(changed) + ", ")
        + (same.isEmpty() ? "" : "same at " + ranges(same) + ", ")
        + "unknown at "
        + ranges(unknown);
  }

  private static List<Integer> there(List<StepState> states) {
    List<Integer> there = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i).isThere()) {
        there.add(i);
      }
    }
    return there;
  }

  /** The places of the steps of some state. */
  static List<Integer> places(List<StepState> states, StepState... wanted) {
    List<StepState> any = List.of(wanted);
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      if (any.contains(states.get(i))) {
        found.add(i);
      }
    }
    return found;
  }

  private String label(int step) {
    return steps.get(step).label();
  }

  /** Steps by their numbers; those that follow one another as a range: {@code 100-300, 500}. */
  String ranges(List<Integer> places) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < places.size()) {
      int last = i;
      while (last + 1 < places.size() && places.get(last + 1) == places.get(last) + 1) {
        last++;
      }
      text.append(i == 0 ? "" : ", ").append(label(places.get(i)));
      if (last > i) {
        text.append('-').append(label(places.get(last)));
      }
      i = last + 1;
    }
    return text.toString();
  }

  /** True if there is room for a character a step. */
  boolean isShort() {
    return steps.size() <= MOST_SHOWN;
  }

  /** {@code +##..?}. */
  static String line(List<StepState> states) {
    StringBuilder line = new StringBuilder();
    for (StepState state : states) {
      line.append(
          switch (state) {
            case ABSENT -> ' ';
            case FIRST -> '+';
            case SAME -> '.';
            case CHANGED -> '#';
            case RESHAPED -> '%';
            case UNKNOWN -> '?';
            case UNREAD -> '!';
          });
    }
    return line.toString().stripTrailing();
  }
}
