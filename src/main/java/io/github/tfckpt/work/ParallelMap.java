package io.github.tfckpt.work;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Independent pieces of work, done on several threads, whose results come in the order of the
 * pieces. A failure of any ends all.
 *
 * @param <T> what a piece gives
 */
public final class ParallelMap<T> {

  private final Supplier<Work<T>> works;
  private final Object[] results;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** What is done for a piece. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work of one piece. */
    T run(int piece) throws IOException;
  }

  /**
   * Pieces of work.
   *
   * @param works gives each thread what it does for its pieces, with a memory of its own
   */
  public ParallelMap(int pieces, Supplier<Work<T>> works) {
    this.works = works;
    this.results = new Object[pieces];
  }

  /**
   * Does all pieces.
   *
   * @param threads how many threads work, this one among them; 0 for one a processor
   */
  @SuppressWarnings("unchecked")
  public List<T> run(int threads) throws IOException {
    int wanted = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    Workers.run(Math.min(wanted, results.length), "tfckpt-", this::takePieces);
    Throwable failed = failure.get();
    if (failed instanceof IOException e) {
      throw e;
    } else if (failed instanceof RuntimeException e) {
      throw e;
    } else if (failed instanceof Error e) {
      throw e;
    }
    return (List<T>) Arrays.asList(results);
  }

  private void takePieces() {
    try {
      Work<T> work = works.get();
      for (int i = next.getAndIncrement(); i < results.length; i = next.getAndIncrement()) {
        if (failure.get() != null) {
          return;
        }
        results[i] = work.run(i);
      }
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }
}
