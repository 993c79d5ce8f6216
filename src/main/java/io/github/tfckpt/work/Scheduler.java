package io.github.tfckpt.work;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Does jobs on several threads and hands them out in order.
 *
 * <p>A thread takes a step of a job that is begun, the oldest job first, or begins the next job.
 * The thread that asks for a job works on any of them until that one is done. Only so many jobs are
 * begun ahead of the one that is asked for, so memory is bounded whatever their number. A job that
 * cuts itself at fixed bounds, and joins in order, has a result that does not depend on the number
 * of threads.
 *
 * <p>A job fails alone: it is taken in its place with its failure, and the others can still be
 * taken. If several of its steps fail, the first of them counts, whichever failed earlier.
 *
 * @param <W> what a thread works with
 * @param <J> a job
 */
public final class Scheduler<W, J extends Job<W>> implements AutoCloseable {

  /** Bytes that are not worth starting threads for. */
  private static final long LITTLE = 4 << 20;

  private static final int BEGIN = -1;

  private final long count;
  private final LongFunction<J> jobs;
  private final int ahead;
  private final List<Thread> others = new ArrayList<>();
  private final Worker<W> taker;

  // Guarded by this object.
  private final Queue<Begun<J>> begun = new ArrayDeque<>();
  private final Queue<Begun<J>> ready = new ArrayDeque<>();
  private long next;
  private int unfinished;
  private boolean closed;
  private Optional<Error> end = Optional.empty();

  /**
   * Begins to work.
   *
   * @param count how many jobs there are
   * @param jobs makes the job of a number from 0, on any thread
   * @param ahead how many jobs are begun at most, beyond those that were taken
   * @param threads how many threads work, the one that takes among them; at least 1
   * @param spaces makes what one thread works with
   */
  public Scheduler(long count, LongFunction<J> jobs, int ahead, int threads, Supplier<W> spaces) {
    this.count = count;
    this.jobs = jobs;
    this.ahead = ahead;
    this.taker = new Worker<>(spaces, true);
    for (int i = 1; i < threads; i++) {
      Thread other = new Thread(() -> workFor(spaces), "tfckpt-" + i);
      other.setDaemon(true);
      try {
        other.start();
      } catch (OutOfMemoryError e) {
        // The system has no more threads: those that run do all the work.
        break;
      }
      others.add(other);
    }
  }

  /**
   * {@return how many threads are worth starting}
   *
   * @param wanted how many may work
   * @param bytes how many bytes there are to read
   */
  public static int threads(int wanted, long bytes) {
    return bytes < LITTLE ? 1 : wanted;
  }

  /** A job that is begun: the steps of this round, and the first failure. */
  private static final class Begun<J> {
    private final long number;
    private Optional<J> job = Optional.empty();

    // Guarded by the scheduler.
    private int steps;
    private int nextStep;
    private boolean done;

    // Guarded by this object.
    private int left;
    private int failedStep = Integer.MAX_VALUE;
    private Optional<Throwable> failure = Optional.empty();

    Begun(long number) {
      this.number = number;
    }

    synchronized boolean isWanted(int step) {
      return step < failedStep;
    }

    synchronized boolean isLast() {
      return --left == 0;
    }

    synchronized void fail(int step, Throwable e) {
      if (step < failedStep) {
        failure = Optional.of(e);
        failedStep = step;
      }
    }

    synchronized Optional<Throwable> failure() {
      return failure;
    }
  }

  private record Task<J>(Begun<J> of, int step) {}

  private static final class Worker<W> {
    private final Supplier<W> spaces;
    private final boolean isTaker;
    private Optional<W> space = Optional.empty();
    private boolean interrupted;

    Worker(Supplier<W> spaces, boolean isTaker) {
      this.spaces = spaces;
      this.isTaker = isTaker;
    }

    W space() {
      if (space.isEmpty()) {
        space = Optional.of(spaces.get());
      }
      return space.get();
    }
  }

  /**
   * {@return the next job, which is done} To be called by one thread. If that thread is interrupted
   * before the job is done, the job can be taken later; the thread stays interrupted.
   *
   * @throws IOException what {@link Job#fail} threw, if the job failed
   * @throws InterruptedIOException if this thread is interrupted
   * @throws NoSuchElementException if there are no more jobs
   */
  public J take() throws IOException {
    return take(true);
  }

  /**
   * Takes the next job.
   *
   * @param interruptible false if an interrupt is kept for later
   */
  J take(boolean interruptible) throws IOException {
    work(taker, interruptible);
    if (taker.interrupted) {
      taker.interrupted = false;
      Thread.currentThread().interrupt();
    }
    Begun<J> head;
    synchronized (this) {
      if (end.isPresent()) {
        throw end.get();
      }
      if (closed || (begun.isEmpty() && next == count)) {
        throw new NoSuchElementException(closed ? "closed" : "all " + count + " are taken");
      }
      if (!isHeadDone()) {
        throw new InterruptedIOException("interrupted");
      }
      head = begun.remove();
      notifyAll();
    }
    Throwable failure = head.failure().orElse(null);
    if (failure instanceof ClosedByInterruptException) {
      throw (IOException) new InterruptedIOException("interrupted").initCause(failure);
    } else if (failure instanceof IOException e) {
      head.job.orElseThrow().fail(e);
    } else if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    }
    return head.job.orElseThrow();
  }

  private boolean isHeadDone() {
    return !begun.isEmpty() && begun.peek().done;
  }

  /** What each of the other threads does. An error outside of all jobs ends the work of all. */
  private void workFor(Supplier<W> spaces) {
    try {
      work(new Worker<>(spaces, false), false);
    } catch (OutOfMemoryError | StackOverflowError e) {
      synchronized (this) {
        end = Optional.of(e);
        closed = true;
        notifyAll();
      }
    }
  }

  /** Works until nothing is left to do; the one that takes, until there is something to take. */
  private void work(Worker<W> worker, boolean interruptible) {
    Optional<Task<J>> task = claim(worker, interruptible);
    while (task.isPresent()) {
      run(task.get(), worker);
      task = claim(worker, interruptible);
    }
  }

  private synchronized Optional<Task<J>> claim(Worker<W> worker, boolean interruptible) {
    while (!closed && !(worker.isTaker && isHeadDone())) {
      worker.interrupted |= interruptible && Thread.interrupted();
      if (worker.interrupted && interruptible) {
        break;
      }
      if (!ready.isEmpty()) {
        Begun<J> of = ready.peek();
        int step = of.nextStep++;
        if (of.nextStep == of.steps) {
          ready.remove();
        }
        return Optional.of(new Task<>(of, step));
      }
      if (next < count && begun.size() < ahead) {
        Begun<J> of = new Begun<>(next++);
        begun.add(of);
        unfinished++;
        return Optional.of(new Task<>(of, BEGIN));
      }
      if (next == count && unfinished == 0) {
        break;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        worker.interrupted = true;
      }
    }
    return Optional.empty();
  }

  private void run(Task<J> task, Worker<W> worker) {
    Begun<J> of = task.of();
    int step = task.step();
    int more = 0;
    if (step == BEGIN) {
      more =
          attempt(
              of,
              0,
              () -> {
                of.job = Optional.of(jobs.apply(of.number));
                return of.job.get().begin();
              });
    } else {
      J job = of.job.orElseThrow();
      if (of.isWanted(step)) {
        attempt(of, step, () -> stepped(job, step, worker));
      }
      if (!of.isLast()) {
        return;
      }
      if (of.failure().isEmpty()) {
        more = attempt(of, 0, job::join);
      }
    }
    while (more == 1) {
      // Nothing to share.
      J job = of.job.orElseThrow();
      more = attempt(of, 0, () -> stepped(job, 0, worker) + job.join());
    }
    release(of, more);
  }

  private static <W> int stepped(Job<W> job, int step, Worker<W> worker) throws IOException {
    job.step(step, worker.space());
    return 0;
  }

  private interface Attempt {
    int run() throws IOException;
  }

  private static int attempt(Begun<?> of, int step, Attempt attempt) {
    try {
      return attempt.run();
    } catch (IOException | RuntimeException | Error e) {
      of.fail(step, e);
      return 0;
    }
  }

  /** Lets all threads take the steps of a job; if there are none, it is done. */
  private synchronized void release(Begun<J> of, int steps) {
    if (steps == 0) {
      of.done = true;
      unfinished--;
    } else {
      synchronized (of) {
        of.left = steps;
      }
      of.steps = steps;
      of.nextStep = 0;
      ready.add(of);
    }
    notifyAll();
  }

  /**
   * Ends the work: what was not taken cannot be taken any more. Waits for the steps under way; an
   * interrupt meanwhile is kept for later.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean interrupted = false;
    for (Thread other : others) {
      while (other.isAlive()) {
        try {
          other.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
