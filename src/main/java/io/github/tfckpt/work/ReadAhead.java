package io.github.tfckpt.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/**
 * Pieces of work that other threads do ahead of the one that takes the results, in the order of the
 * pieces. The memories for results are few and used again and again.
 *
 * @param <T> a memory for the result of a piece
 */
public final class ReadAhead<T> implements AutoCloseable {

  /** Memories for each thread: one is filled, and others are ready before they are wanted. */
  private static final int MEMORIES = 4;

  /**
   * Does pieces, on one thread.
   *
   * @param <T> a memory for the result of a piece
   */
  @FunctionalInterface
  public interface Work<T> {
    /** Fills {@code memory}, in which the result of an earlier piece may be. */
    void fill(long piece, T memory) throws IOException;
  }

  private record Piece<T>(long number, T memory) implements Job<Work<T>> {
    @Override
    public void step(int step, Work<T> own) throws IOException {
      own.fill(number, memory);
    }
  }

  private final Scheduler<Work<T>, Piece<T>> pieces;

  /**
   * Begins to work.
   *
   * @param threads how many work, the one that takes among them; 0 for one a processor
   * @param memories makes a memory
   * @param works makes what one thread does for its pieces
   */
  public ReadAhead(long pieces, int threads, Supplier<T> memories, Supplier<Work<T>> works) {
    int workers = ParallelMap.workers(threads, pieces);
    List<T> all = new ArrayList<>();
    for (int i = 0; i < MEMORIES * workers; i++) {
      all.add(memories.get());
    }
    // The memory that was taken last is in use.
    this.pieces =
        new Scheduler<>(
            pieces,
            number -> new Piece<>(number, all.get((int) (number % all.size()))),
            all.size() - 1,
            workers,
            works);
  }

  /**
   * The result of the next piece, valid until the next call.
   *
   * @throws IOException what the work for this piece threw
   * @throws NoSuchElementException if there are no more pieces
   */
  public T take() throws IOException {
    return pieces.take().memory();
  }

  /** Ends the work: what was not taken is not done. */
  @Override
  public void close() {
    pieces.close();
  }
}
