package io.github.tfckpt.history;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.checkpoint.SavedStep;
import io.github.tfckpt.diff.StoredSums;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.RoleClassifier;
import io.github.tfckpt.work.Job;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reading of one step's index. */
final class StepIndex implements Job<Object> {

  /** What one step calls tensors, and what it takes them for. */
  record Naming(FullNames names, FullNames shown, RoleClassifier roles) {}

  private final SavedStep step;
  private final TensorChoice choice;
  private final boolean isLast;
  private final List<StoredSums> sums = new ArrayList<>();
  private List<String> damage = List.of();
  private Optional<Naming> naming = Optional.empty();
  private Optional<IOException> failure = Optional.empty();

  /**
   * The index of a step.
   *
   * @param isLast if names are wanted too
   */
  StepIndex(SavedStep step, TensorChoice choice, boolean isLast) {
    this.step = step;
    this.choice = choice;
    this.isLast = isLast;
  }

  @Override
  public void step(int number, Object own) throws IOException {
    try (Checkpoint open = Checkpoint.open(step.path())) {
      for (TensorEntry entry : choice.of(open)) {
        sums.add(StoredSums.of(open, entry));
      }
      damage = List.copyOf(open.damage());
      if (isLast) {
        naming =
            Optional.of(new Naming(open.fullNames(), open.shownNames(), RoleClassifier.of(open)));
      }
    }
  }

  @Override
  public void fail(IOException e) throws IOException {
    if (e instanceof InterruptedIOException) {
      throw e;
    }
    sums.clear();
    failure = Optional.of(e);
  }

  /** What is stored of each tensor. */
  List<StoredSums> sums() {
    return sums;
  }

  List<String> damage() {
    return damage;
  }

  Optional<Naming> naming() {
    return naming;
  }

  Optional<IOException> failure() {
    return failure;
  }
}
