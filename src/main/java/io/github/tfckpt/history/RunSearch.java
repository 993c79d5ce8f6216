package io.github.tfckpt.history;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.stats.Anomaly;
import io.github.tfckpt.stats.CheckpointStats;
import io.github.tfckpt.stats.TensorStats;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Searches the steps of a run, early ones first, for tensors with NaN or infinities. A tensor in
 * which something was found is not read again, unless all steps are wanted.
 */
public final class RunSearch {

  /**
   * What was found, or could not be read.
   *
   * @param step the place of the step
   * @param entry the tensor
   * @param stats of all its elements; empty if it cannot be read
   * @param failure why not
   */
  public record Hit(
      int step, TensorEntry entry, Optional<TensorStats> stats, Optional<IOException> failure) {}

  /** Takes what is found, one step after another. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a hit.
     *
     * @param hit what was found
     * @throws IOException if it cannot go on
     */
    void take(Hit hit) throws IOException;
  }

  private final RunHistory history;
  private final List<TensorHistory> tensors;
  private final Set<Anomaly> wanted;
  private final boolean isForAll;

  /**
   * A search.
   *
   * @param history the history of the run
   * @param tensors some of its tensors, whose elements are numbers
   * @param wanted what to look for
   * @param isForAll true if every step with something is a hit, false if the first alone
   */
  public RunSearch(
      RunHistory history, List<TensorHistory> tensors, Set<Anomaly> wanted, boolean isForAll) {
    this.history = history;
    this.tensors = List.copyOf(tensors);
    this.wanted = EnumSet.copyOf(wanted);
    this.isForAll = isForAll;
  }

  /**
   * Searches some steps.
   *
   * @param from the place of the first
   * @param to the place after the last
   * @param threads how many threads read, at least 1
   * @param progress receives, on any thread, how many bytes were read since the last call
   * @param sink takes hits in the order of the steps, and in each in that of the tensors
   * @throws InterruptedIOException if this thread is interrupted
   * @throws IOException what the sink throws
   */
  public void run(int from, int to, int threads, LongConsumer progress, Sink sink)
      throws IOException {
    Set<Bytes> left = new HashSet<>();
    tensors.forEach(tensor -> left.add(tensor.entry().key()));
    for (int step = from; step < to && !left.isEmpty(); step++) {
      if (history.failure(step).isPresent()) {
        continue;
      }
      try (Checkpoint open = Checkpoint.open(history.steps().get(step).path())) {
        search(step, open, left, threads, progress, sink);
      }
    }
  }

  private void search(
      int step, Checkpoint open, Set<Bytes> left, int threads, LongConsumer progress, Sink sink)
      throws IOException {
    List<TensorEntry> entries = new ArrayList<>();
    for (TensorEntry entry : open.tensors()) {
      if (left.contains(entry.key()) && entry.dtype().isFixed()) {
        entries.add(entry);
      }
    }
    try (CheckpointStats all = new CheckpointStats(open, entries, 0, threads, progress)) {
      for (TensorEntry entry : entries) {
        Hit hit = hit(step, entry, all);
        if (hit.failure().isPresent() || hit.stats().orElseThrow().hasAny(wanted)) {
          sink.take(hit);
          if (hit.failure().isEmpty() && !isForAll) {
            left.remove(entry.key());
          }
        }
      }
    }
  }

  private static Hit hit(int step, TensorEntry entry, CheckpointStats all)
      throws InterruptedIOException {
    try {
      return new Hit(step, entry, Optional.of(all.next()), Optional.empty());
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      return new Hit(step, entry, Optional.empty(), Optional.of(e));
    }
  }
}
