package io.github.tfckpt.history;

import java.util.List;
import java.util.Locale;

/** What became of a tensor over all steps, in a word. */
public enum Course {
  /** It never changed. */
  FROZEN,
  /** It changed up to some step and not since. */
  STOPPED,
  /** It changed from some step on and not before. */
  STARTED,
  /** It changed with every step. */
  THROUGHOUT,
  /** It changed first and last, and not in between. */
  PAUSED,
  /** It changed now and then. */
  VARIED,
  /** It cannot be told of some step. */
  UNKNOWN,
  /** It is in one step alone. */
  ONCE;

  /** {@return the word for it: {@code frozen}} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * {@return what became of a tensor}
   *
   * @param states what each step has of it
   */
  public static Course of(List<StepState> states) {
    boolean isEmpty = true;
    boolean first = false;
    boolean last = false;
    int turns = 0;
    for (StepState state : states) {
      if (state == StepState.UNKNOWN) {
        return UNKNOWN;
      }
      if (state.isCompared()) {
        boolean isChange = state.isChange();
        first = isEmpty ? isChange : first;
        turns += isEmpty || isChange == last ? 0 : 1;
        last = isChange;
        isEmpty = false;
      }
    }
    if (isEmpty) {
      return ONCE;
    }
    return switch (turns) {
      case 0 -> first ? THROUGHOUT : FROZEN;
      case 1 -> first ? STOPPED : STARTED;
      default -> first && last ? PAUSED : VARIED;
    };
  }
}
