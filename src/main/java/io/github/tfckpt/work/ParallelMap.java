package io.github.tfckpt.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Independent pieces of work, done on several threads, whose results come in the order of the
 * pieces. A failure of any ends all.
 *
 * @param <T> what a piece gives
 */
public final class ParallelMap<T> {

  private final int pieces;
  private final Supplier<Work<T>> works;
  private final AtomicBoolean failed = new AtomicBoolean();

  /** What is done for a piece. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work of one piece. */
    T run(int piece) throws IOException;
  }

  private final class Piece implements Job<Work<T>> {
    private final int number;
    private final List<T> result = new ArrayList<>(1);

    Piece(int number) {
      this.number = number;
    }

    @Override
    public void step(int step, Work<T> own) throws IOException {
      if (failed.get()) {
        return;
      }
      try {
        result.add(own.run(number));
      } catch (IOException | RuntimeException | Error e) {
        failed.set(true);
        throw e;
      }
    }
  }

  /**
   * Pieces of work.
   *
   * @param works gives each thread what it does for its pieces, with a memory of its own
   */
  public ParallelMap(int pieces, Supplier<Work<T>> works) {
    this.pieces = pieces;
    this.works = works;
  }

  /**
   * Does all pieces. An interrupt is kept for later: the caller needs all of the result, or none.
   *
   * @param threads how many threads work, this one among them; 0 for one a processor
   */
  public List<T> run(int threads) throws IOException {
    List<T> results = new ArrayList<>(pieces);
    try (Scheduler<Work<T>, Piece> all =
        new Scheduler<>(
            pieces, i -> new Piece((int) i), Integer.MAX_VALUE, workers(threads, pieces), works)) {
      for (int i = 0; i < pieces; i++) {
        results.addAll(all.take(false).result);
      }
    }
    return results;
  }

  /** How many threads are of use for so many pieces. */
  static int workers(int threads, long pieces) {
    int wanted = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    return (int) Math.max(1, Math.min(wanted, pieces));
  }
}
