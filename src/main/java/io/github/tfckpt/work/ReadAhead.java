package io.github.tfckpt.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Pieces of work that other threads do ahead of who takes the results, in the order of the pieces.
 * The memories for results are few and used again and again; who would have to wait for a result
 * works meanwhile. To be taken from by one thread.
 *
 * @param <T> a memory for the result of a piece
 */
public final class ReadAhead<T> implements AutoCloseable {

  /** Memories for each thread: one is filled, and others are ready before they are wanted. */
  private static final int MEMORIES = 4;

  /** What is done for a piece. */
  @FunctionalInterface
  public interface Work<T> {
    /** Fills {@code memory}, in which the result of a piece before may be. */
    void fill(long piece, T memory) throws IOException;
  }

  private static final class Slot<T> {
    private final T memory;
    private boolean ready;
    private Optional<Throwable> failure = Optional.empty();

    Slot(T memory) {
      this.memory = memory;
    }
  }

  private final long pieces;
  private final Supplier<Work<T>> works;
  private final Work<T> own;
  private final List<Slot<T>> slots = new ArrayList<>();

  /** The first piece that nobody has begun. */
  private long next;

  /** How many pieces were given away; the memory of the last of them is still in use. */
  private long given;

  private boolean closed;

  /**
   * Begins to work.
   *
   * @param threads how many work, the one that takes among them; 0 for one a processor
   * @param memories makes a memory
   * @param works makes what one thread does for its pieces
   */
  public ReadAhead(long pieces, int threads, Supplier<T> memories, Supplier<Work<T>> works) {
    this.pieces = pieces;
    this.works = works;
    this.own = works.get();
    int wanted = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    long workers = Math.max(1, Math.min(wanted, pieces));
    for (int i = 0; i < MEMORIES * workers; i++) {
      slots.add(new Slot<>(memories.get()));
    }
    for (int i = 1; i < workers; i++) {
      Thread other = new Thread(this::work, "tfckpt-" + i);
      other.setDaemon(true);
      other.start();
    }
  }

  /**
   * The result of the next piece, valid until the next call.
   *
   * @throws IOException what the work for this piece threw
   * @throws NoSuchElementException if there are no more pieces
   */
  public T take() throws IOException {
    if (given == pieces) {
      throw new NoSuchElementException("all " + pieces + " pieces are taken");
    }
    Slot<T> slot = advance();
    for (long piece = claim(slot); piece >= 0; piece = claim(slot)) {
      fill(piece, own);
    }
    slot.ready = false;
    Throwable failure = slot.failure.orElse(null);
    if (failure instanceof IOException e) {
      throw e;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    }
    return slot.memory;
  }

  /** Lets go of the memory that was given last. */
  private synchronized Slot<T> advance() {
    Slot<T> slot = slots.get((int) (given % slots.size()));
    given++;
    notifyAll();
    return slot;
  }

  /** A piece to work for until {@code wanted} is ready; negative once it is. */
  private synchronized long claim(Slot<T> wanted) {
    boolean interrupted = false;
    while (!wanted.ready) {
      if (mayBegin()) {
        break;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return wanted.ready ? -1 : next++;
  }

  /** True if a piece is left and its memory is free: not even the one given last is in use. */
  private boolean mayBegin() {
    return next < pieces && next < given - 1 + slots.size();
  }

  private void work() {
    Work<T> work = works.get();
    for (long piece = claimAny(); piece >= 0; piece = claimAny()) {
      fill(piece, work);
    }
  }

  private synchronized long claimAny() {
    while (!closed && next < pieces && !mayBegin()) {
      try {
        wait();
      } catch (InterruptedException e) {
        return -1;
      }
    }
    return closed || next == pieces ? -1 : next++;
  }

  private void fill(long piece, Work<T> work) {
    Slot<T> slot = slots.get((int) (piece % slots.size()));
    Optional<Throwable> failure = Optional.empty();
    try {
      work.fill(piece, slot.memory);
    } catch (IOException | RuntimeException | Error e) {
      failure = Optional.of(e);
    }
    synchronized (this) {
      slot.failure = failure;
      slot.ready = true;
      notifyAll();
    }
  }

  /** Ends the work: what was not taken is not done. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
