package io.github.tfckpt.diff;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.work.Workers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongConsumer;

/**
 * Compares the values of two checkpoints on several threads.
 *
 * <p>Each takes steps of the pairs that are prepared, or prepares the next pair if there are none;
 * who takes a pair's last step finishes it. Memory is a few buffers a thread, whatever the size of
 * the tensors.
 */
public final class CheckpointDiff {

  private final Checkpoint a;
  private final Checkpoint b;
  private final DiffOptions options;
  private final LongConsumer progress;
  private final List<Pair> pairs;
  private final TensorDiff[] results;

  /** Indices of pairs, the biggest first: what comes last is little work. */
  private final int[] order;

  // All below is guarded by this object.
  private final Queue<Task> ready = new ArrayDeque<>();
  private int next;

  /** Pairs that are begun and not finished: more steps may come of them. */
  private int unfinished;

  private Optional<Throwable> bug = Optional.empty();

  private CheckpointDiff(
      Checkpoint a, Checkpoint b, List<Pair> pairs, DiffOptions options, LongConsumer progress) {
    this.a = a;
    this.b = b;
    this.pairs = pairs;
    this.options = options;
    this.progress = progress;
    this.results = new TensorDiff[pairs.size()];
    this.order = bySize(pairs);
  }

  /**
   * Compares pairs.
   *
   * @param a open as long as this takes
   * @param b open as long as this takes
   * @param pairs of their tensors, as {@link Pairing} makes them
   * @param options how they are compared
   * @param progress is told how many bytes of both sides were compared since it was told last, on
   *     any thread
   * @return a result for each pair, in the same order; what cannot be read is a result too
   * @throws IllegalArgumentException if a reversal names an axis that a tensor does not have
   */
  public static List<TensorDiff> compare(
      Checkpoint a, Checkpoint b, List<Pair> pairs, DiffOptions options, LongConsumer progress) {
    CheckpointDiff diff = new CheckpointDiff(a, b, pairs, options, progress);
    Workers.run(options.threads(), "diff-", diff::work);
    synchronized (diff) {
      if (diff.bug.isPresent()) {
        if (diff.bug.get() instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) diff.bug.get();
      }
    }
    return Arrays.asList(diff.results);
  }

  private static int[] bySize(List<Pair> pairs) {
    List<Integer> indices = new ArrayList<>(pairs.size());
    for (int i = 0; i < pairs.size(); i++) {
      indices.add(i);
    }
    indices.sort((i, j) -> Long.compare(pairs.get(j).bytes(), pairs.get(i).bytes()));
    int[] order = new int[indices.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = indices.get(i);
    }
    return order;
  }

  /** A pair that is begun. */
  private static final class Open {
    final int index;
    final PairWork work;
    int left;
    Optional<IOException> failure = Optional.empty();

    Open(int index, PairWork work) {
      this.index = index;
      this.work = work;
    }
  }

  private record Task(Open open, PairWork.Step step) {}

  private void work() {
    try {
      Buffers buffers = new Buffers();
      Optional<Task> task = take();
      while (task.isPresent()) {
        run(task.get(), buffers);
        task = take();
      }
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        bug = Optional.of(e);
        notifyAll();
      }
    }
  }

  /** The next step there is, or nothing once all is done. */
  private synchronized Optional<Task> take() {
    while (bug.isEmpty()) {
      Task task = ready.poll();
      if (task != null) {
        return Optional.of(task);
      }
      if (next < order.length) {
        begin(order[next++]);
      } else if (unfinished == 0) {
        return Optional.empty();
      } else {
        try {
          wait();
        } catch (InterruptedException e) {
          // Whoever wants to end a comparison ends the process.
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted", e);
        }
      }
    }
    return Optional.empty();
  }

  /** Prepares a pair; its steps are ready then. */
  private void begin(int index) {
    Pair pair = pairs.get(index);
    Optional<TensorDiff> known = PairWork.withoutValues(pair, options);
    if (known.isPresent()) {
      results[index] = known.get();
      return;
    }
    try {
      Open open = new Open(index, prepared(pair));
      unfinished++;
      if (open.work.steps().isEmpty()) {
        end(open);
      } else {
        enqueue(open, open.work.steps());
      }
    } catch (IOException e) {
      results[index] = TensorDiff.failed(pair, e);
    }
  }

  private PairWork prepared(Pair pair) throws IOException {
    TensorEntry entryA = pair.a().orElseThrow();
    TensorEntry entryB = pair.b().orElseThrow();
    return PairWork.isOpaque(entryA)
        ? PairWork.opaque(pair, a.opaque(entryA), b.opaque(entryB))
        : PairWork.of(pair, a.read(entryA), b.read(entryB), options);
  }

  private synchronized void enqueue(Open open, List<PairWork.Step> steps) {
    open.left = steps.size();
    for (PairWork.Step step : steps) {
      ready.add(new Task(open, step));
    }
    notifyAll();
  }

  private void run(Task task, Buffers buffers) {
    Open open = task.open();
    Optional<IOException> failure = Optional.empty();
    try {
      progress.accept(task.step().run(buffers));
    } catch (IOException e) {
      failure = Optional.of(e);
    }
    synchronized (this) {
      open.failure = open.failure.isPresent() ? open.failure : failure;
      if (--open.left > 0) {
        return;
      }
    }
    end(open);
  }

  /** Asks for what is left to do of a pair, or finishes it. */
  private void end(Open open) {
    Pair pair = pairs.get(open.index);
    TensorDiff result;
    try {
      if (open.failure.isPresent()) {
        throw open.failure.get();
      }
      List<PairWork.Step> more = open.work.moreSteps();
      if (!more.isEmpty()) {
        enqueue(open, more);
        return;
      }
      result = open.work.finish();
    } catch (IOException e) {
      result = TensorDiff.failed(pair, e);
    }
    synchronized (this) {
      results[open.index] = result;
      unfinished--;
      notifyAll();
    }
  }
}
