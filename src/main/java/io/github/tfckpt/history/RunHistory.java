package io.github.tfckpt.history;

import io.github.tfckpt.checkpoint.SavedStep;
import io.github.tfckpt.checkpoint.TrainingRun;
import io.github.tfckpt.diff.StoredSums;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.RoleClassifier;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.work.Scheduler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of a run over its steps, by the checksums that its indexes store: no values are read.
 * A step that cannot be read is told, and hides nothing of the others.
 */
public final class RunHistory {

  /** Steps that are opened ahead of the one that is taken. */
  private static final int AHEAD = 16;

  private final TrainingRun run;
  private final List<TensorHistory> tensors;
  private final Map<Integer, IOException> failures;
  private final Map<Integer, List<String>> damage;
  private final FullNames names;
  private final FullNames shown;
  private final RoleClassifier roles;

  private RunHistory(Builder built) {
    run = built.run;
    tensors = built.sorted();
    failures = Map.copyOf(built.failures);
    damage = Map.copyOf(built.damage);
    names = built.names;
    shown = built.shown;
    roles = built.roles;
  }

  /**
   * Reads the indexes of a run.
   *
   * @param run whose checkpoints are opened one after another
   * @param choice which tensors are followed
   * @param threads how many threads read, at least 1
   * @return the history of each of them
   * @throws java.io.InterruptedIOException if this thread is interrupted
   * @throws IOException the failure of the last step, if no step can be read
   */
  public static RunHistory read(TrainingRun run, TensorChoice choice, int threads)
      throws IOException {
    List<SavedStep> steps = run.steps();
    Builder builder = new Builder(run);
    try (Scheduler<Object, StepIndex> indexes =
        new Scheduler<>(
            steps.size(),
            i -> new StepIndex(steps.get((int) i), choice, i == steps.size() - 1),
            AHEAD,
            Math.min(threads, steps.size()),
            Object::new)) {
      for (int i = 0; i < steps.size(); i++) {
        builder.add(i, indexes.take());
      }
    }
    builder.end(choice);
    return new RunHistory(builder);
  }

  /** What is known of the steps so far. */
  private static final class Builder {
    private final TrainingRun run;
    private final Map<Bytes, TensorHistory> tensors = new HashMap<>();
    private final List<StepState> others = new ArrayList<>();
    private final Map<Integer, IOException> failures = new HashMap<>();
    private final Map<Integer, List<String>> damage = new HashMap<>();
    private FullNames names = FullNames.none();
    private FullNames shown = FullNames.none();
    private RoleClassifier roles = new RoleClassifier(List.of(), names);

    Builder(TrainingRun run) {
      this.run = run;
    }

    void add(int step, StepIndex index) {
      boolean isWhole = index.failure().isEmpty() && index.damage().isEmpty();
      StepState rest = isWhole ? StepState.ABSENT : StepState.UNREAD;
      index.failure().ifPresent(e -> failures.put(step, e));
      if (!index.damage().isEmpty()) {
        damage.put(step, index.damage());
      }
      if (!isWhole) {
        tensors.values().forEach(tensor -> tensor.add(step, StepState.UNREAD));
      }
      for (StoredSums sums : index.sums()) {
        tensors
            .computeIfAbsent(
                sums.entry().key(), key -> new TensorHistory(others, run.steps().size()))
            .add(step, sums);
      }
      others.add(rest);
      index.naming().ifPresent(this::take);
    }

    private void take(StepIndex.Naming naming) {
      names = naming.names();
      shown = naming.shown();
      roles = naming.roles();
    }

    /** Names are those of the last step that can be read. */
    void end(TensorChoice choice) throws IOException {
      for (int i = run.steps().size() - 1; i >= 0; i--) {
        if (!failures.containsKey(i)) {
          if (i < run.steps().size() - 1) {
            StepIndex again = new StepIndex(run.steps().get(i), choice, true);
            again.step(0, this);
            again.naming().ifPresent(this::take);
          }
          return;
        }
      }
      throw failures.get(run.steps().size() - 1);
    }

    List<TensorHistory> sorted() {
      List<TensorHistory> sorted = new ArrayList<>(tensors.values());
      sorted.forEach(TensorHistory::end);
      sorted.sort(Comparator.comparing(tensor -> tensor.entry().key()));
      return List.copyOf(sorted);
    }
  }

  /** {@return the run} */
  public TrainingRun run() {
    return run;
  }

  /** {@return its steps, in their order: what counts places of steps counts these} */
  public List<SavedStep> steps() {
    return run.steps();
  }

  /** {@return the tensors in the order of their keys} */
  public List<TensorHistory> tensors() {
    return tensors;
  }

  /**
   * {@return why a step cannot be read, if it cannot}
   *
   * @param step its place
   */
  public Optional<IOException> failure(int step) {
    return Optional.ofNullable(failures.get(step));
  }

  /**
   * {@return what part of an index cannot be read, a message each}
   *
   * @param step the place of the step
   */
  public List<String> damage(int step) {
    return damage.getOrDefault(step, List.of());
  }

  /** {@return the full names that the last step gives} */
  public FullNames fullNames() {
    return names;
  }

  /** {@return those by which people are shown tensors} */
  public FullNames shownNames() {
    return shown;
  }

  /**
   * {@return what a tensor is there for, by the last step: {@code weights}}
   *
   * @param entry of one of the tensors
   */
  public String role(TensorEntry entry) {
    return roles.role(entry).label();
  }

  /** {@return entries of the tensors as the last steps have them, in the order of their keys} */
  public List<TensorEntry> entries() {
    return tensors.stream().map(TensorHistory::entry).toList();
  }
}
