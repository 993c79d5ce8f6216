package io.github.tfckpt.diff;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.ValueComparison.Buffers;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * Compares the values of two checkpoints on several threads. Each takes steps of the pairs that are
 * prepared, or prepares the next pair if there are none; who takes a pair's last step finishes it.
 * Memory is a few buffers a thread, whatever the size of the tensors.
 */
public final class CheckpointDiff {

  private final Checkpoint a;
  private final Checkpoint b;
  private final DiffOptions options;
  private final LongConsumer progress;
  private final List<Pair> pairs;
  private final TensorDiff[] results;
  private final ConcurrentLinkedQueue<Task> ready = new ConcurrentLinkedQueue<>();

  /** Indices of pairs, the biggest first: what comes last is little work. */
  private final int[] order;

  private int next;
  private volatile Optional<Throwable> bug = Optional.empty();

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
   * @param progress is told the bytes of each pair, on both sides, when it is done
   * @return a result for each pair, in the same order; what cannot be read is a result too
   * @throws IllegalArgumentException if a reversal names an axis that a tensor does not have
   */
  public static List<TensorDiff> compare(
      Checkpoint a, Checkpoint b, List<Pair> pairs, DiffOptions options, LongConsumer progress) {
    CheckpointDiff diff = new CheckpointDiff(a, b, pairs, options, progress);
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < options.threads(); i++) {
      Thread thread = new Thread(diff::work, "diff-" + i);
      thread.setDaemon(true);
      thread.start();
      others.add(thread);
    }
    diff.work();
    for (Thread thread : others) {
      joinWithoutInterrupt(thread);
    }
    if (diff.bug.isPresent()) {
      if (diff.bug.get() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) diff.bug.get();
    }
    return Arrays.asList(diff.results);
  }

  private static int[] bySize(List<Pair> pairs) {
    List<Integer> indices = new ArrayList<>(pairs.size());
    for (int i = 0; i < pairs.size(); i++) {
      indices.add(i);
    }
    indices.sort(Comparator.comparingLong(i -> -pairs.get(i).either().elementCount()));
    return indices.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void joinWithoutInterrupt(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A step of a pair, and how many of its steps are left. */
  private record Task(int index, PairWork work, PairWork.Step step, Open open) {}

  private static final class Open {
    final AtomicInteger left;
    volatile Optional<IOException> failure = Optional.empty();

    Open(int steps) {
      left = new AtomicInteger(steps);
    }
  }

  private void work() {
    try {
      Buffers buffers = new Buffers();
      while (bug.isEmpty()) {
        Task task = ready.poll();
        if (task == null) {
          // Who waits here while another prepares a pair finds its steps ready.
          synchronized (this) {
            task = ready.poll();
            if (task == null && !begin(buffers)) {
              return;
            }
          }
        }
        if (task != null) {
          run(task, buffers);
        }
      }
    } catch (RuntimeException | Error e) {
      bug = Optional.of(e);
    }
  }

  /** Prepares the next pair; false if there is none. */
  private boolean begin(Buffers buffers) {
    if (next == pairs.size()) {
      return false;
    }
    int index = order[next++];
    Pair pair = pairs.get(index);
    Optional<TensorDiff> known = PairWork.withoutValues(pair, options);
    if (known.isPresent()) {
      results[index] = known.get();
      return true;
    }
    try {
      Tensor tensorA = a.read(pair.a().orElseThrow());
      Tensor tensorB = b.read(pair.b().orElseThrow());
      PairWork work = PairWork.of(pair, tensorA, tensorB, options);
      List<PairWork.Step> steps = work.steps();
      Open open = new Open(steps.size());
      for (PairWork.Step step : steps) {
        ready.add(new Task(index, work, step, open));
      }
      if (steps.isEmpty()) {
        results[index] = work.finish(buffers);
      }
    } catch (IOException e) {
      results[index] = TensorDiff.failed(pair, e);
    }
    return true;
  }

  private void run(Task task, Buffers buffers) {
    Open open = task.open();
    try {
      if (open.failure.isEmpty()) {
        task.step().run(buffers);
      }
    } catch (IOException e) {
      open.failure = Optional.of(e);
    }
    if (open.left.decrementAndGet() == 0) {
      results[task.index()] = finish(task, buffers);
      Pair pair = pairs.get(task.index());
      progress.accept(
          pair.a().orElseThrow().bytes().orElse(0) + pair.b().orElseThrow().bytes().orElse(0));
    }
  }

  private TensorDiff finish(Task task, Buffers buffers) {
    Pair pair = pairs.get(task.index());
    if (task.open().failure.isPresent()) {
      return TensorDiff.failed(pair, task.open().failure.get());
    }
    try {
      return task.work().finish(buffers);
    } catch (IOException e) {
      return TensorDiff.failed(pair, e);
    }
  }
}
