package io.github.tfckpt.diff;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.DiffReport.Results;
import io.github.tfckpt.work.Scheduler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/** Compares the values of two checkpoints on several threads. */
public final class CheckpointDiff {

  /** Pairs that may be compared while one takes long. */
  private static final int AHEAD = 1 << 16;

  private CheckpointDiff() {}

  /**
   * {@return what differs between two checkpoints: tensors of the same key are compared, all
   * values, exactly, on as many threads as there are processors} What cannot be read is among the
   * results.
   *
   * @param a open as long as this takes
   * @param b open as long as this takes
   * @throws InterruptedIOException if the thread that calls this is interrupted
   */
  public static DiffReport of(Checkpoint a, Checkpoint b) throws InterruptedIOException {
    List<Pair> pairs =
        Pairing.byKey(a.tensors(), b.tensors())
            .orElseGet(() -> Pairing.byKeyInAnyOrder(a.tensors(), b.tensors()));
    int threads = Runtime.getRuntime().availableProcessors();
    DiffOptions exact = new DiffOptions(Tolerance.NONE, false, false, threads);
    return new DiffReport(
        a.path(), b.path(), DiffReport.Basis.VALUES, compare(a, b, pairs, exact, bytes -> {}));
  }

  /**
   * Compares pairs. Memory is a few buffers a thread, whatever the size of the tensors.
   *
   * @param a open as long as this takes
   * @param b open as long as this takes
   * @param pairs of their tensors, as {@link Pairing} makes them
   * @param options how they are compared
   * @param progress receives, on any thread, how many bytes of both sides were compared since the
   *     last call
   * @return a result for each pair, in the same order; what cannot be read is a result too
   * @throws InterruptedIOException if this thread is interrupted
   */
  public static List<TensorDiff> compare(
      Checkpoint a, Checkpoint b, List<Pair> pairs, DiffOptions options, LongConsumer progress)
      throws InterruptedIOException {
    Results results = new Results(pairs);
    Integer[] order = biggestFirst(pairs);
    try (Scheduler<Buffers, PairWork> work =
        new Scheduler<>(
            order.length,
            i -> new PairWork(a, b, pairs.get(order[(int) i]), options, progress),
            AHEAD,
            options.threads(),
            Buffers::new)) {
      for (int index : order) {
        results.put(index, work.take().result());
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("what fails is a result", e);
    }
    return results;
  }

  /** Indices of pairs: what comes last is little work. */
  private static Integer[] biggestFirst(List<Pair> pairs) {
    Integer[] order = new Integer[pairs.size()];
    long[] bytes = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
      bytes[i] = pairs.get(i).bytes();
    }
    Arrays.sort(order, (i, j) -> Long.compare(bytes[j], bytes[i]));
    return order;
  }
}
