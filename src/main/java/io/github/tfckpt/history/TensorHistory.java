package io.github.tfckpt.history;

import io.github.tfckpt.diff.StoredSums;
import io.github.tfckpt.entry.TensorEntry;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One tensor over the steps of a run. */
public final class TensorHistory {

  /** The type and shape from some step on. */
  private record Form(int step, TensorEntry entry) {}

  private final StepState[] states;
  private final List<Form> forms = new ArrayList<>(1);
  private Optional<StoredSums> last = Optional.empty();
  private Course course = Course.ONCE;

  /**
   * A tensor that no step has so far.
   *
   * @param before what the steps so far have of it
   */
  TensorHistory(List<StepState> before, int steps) {
    states = new StepState[steps];
    Arrays.fill(states, StepState.ABSENT);
    for (int i = 0; i < before.size(); i++) {
      set(i, before.get(i));
    }
  }

  private void set(int step, StepState state) {
    states[step] = state;
  }

  /** Takes what the next step has of it. */
  void add(int step, StoredSums sums) {
    if (last.isEmpty()) {
      set(step, StepState.FIRST);
      forms.add(new Form(step, sums.entry()));
    } else if (!isAlike(last.get().entry(), sums.entry())) {
      set(step, StepState.RESHAPED);
      forms.add(new Form(step, sums.entry()));
    } else {
      Optional<Boolean> same = sums.isSame(last.get());
      StepState told = same.orElse(false) ? StepState.SAME : StepState.CHANGED;
      set(step, same.isPresent() ? told : StepState.UNKNOWN);
    }
    last = Optional.of(sums);
  }

  /** Records that the next step does not have it, or that nobody knows. */
  void add(int step, StepState state) {
    set(step, state);
  }

  static boolean isAlike(TensorEntry one, TensorEntry other) {
    return one.dtype().equals(other.dtype()) && one.shape().equals(other.shape());
  }

  /** {@return what the last step that has it says of it} */
  public TensorEntry entry() {
    return last.orElseThrow().entry();
  }

  /**
   * {@return what some step has of it}
   *
   * @param step its place among the steps of the run
   */
  public StepState state(int step) {
    return states[step];
  }

  /** {@return what each step has of it} */
  public List<StepState> states() {
    return new AbstractList<>() {
      @Override
      public StepState get(int index) {
        return state(index);
      }

      @Override
      public int size() {
        return states.length;
      }
    };
  }

  /** {@return true if a step has it} */
  boolean isIn(int step) {
    return state(step).isThere();
  }

  /**
   * {@return the entry that it had in a step, as far as type and shape go}
   *
   * @param step one that has it
   */
  public TensorEntry form(int step) {
    TensorEntry found = forms.get(0).entry();
    for (Form form : forms) {
      found = form.step() <= step ? form.entry() : found;
    }
    return found;
  }

  /** {@return what became of it} */
  public Course course() {
    return course;
  }

  /** Takes it that there are no more steps, and forgets the sums of the last. */
  void end() {
    course = Course.of(states());
    last = last.map(sums -> StoredSums.none(sums.entry()));
  }
}
