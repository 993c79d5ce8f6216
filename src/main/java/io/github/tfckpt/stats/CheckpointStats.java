package io.github.tfckpt.stats;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The statistics of many tensors, taken on several threads and handed out in the order of the
 * tensors.
 *
 * <p>Threads take steps of the tensors that are begun, or begin the next one; only so many are
 * begun ahead of the one that is asked for. Memory is a few buffers a thread, whatever the size and
 * number of tensors.
 */
public final class CheckpointStats implements Closeable {

  /** Bytes for which it is not worth while to start threads. */
  private static final long LITTLE = 4 << 20;

  private static final int AHEAD = 64;

  private final Checkpoint checkpoint;
  private final Iterator<TensorEntry> rest;
  private final int bins;
  private final LongConsumer progress;
  private final boolean alone;
  private final Scanner own = new Scanner();

  // All below is guarded by this object.
  private final Queue<BegunTensor> begun = new ArrayDeque<>();
  private final Queue<Task> ready = new ArrayDeque<>();
  private final Set<BegunTensor> done = new HashSet<>();
  private int unfinished;
  private boolean closed;
  private Optional<Throwable> bug = Optional.empty();

  /**
   * Begins to take statistics.
   *
   * @param checkpoint open until the last were taken
   * @param entries tensors of it, whose elements are numbers
   * @param bins of a histogram for each, or 0 for none
   * @param threads how many threads work, at least 1
   * @param progress is told how many bytes were read since it was told last, on any thread
   */
  public CheckpointStats(
      Checkpoint checkpoint,
      List<TensorEntry> entries,
      int bins,
      int threads,
      LongConsumer progress) {
    this.checkpoint = checkpoint;
    this.rest = entries.iterator();
    this.bins = bins;
    this.progress = progress;
    this.alone = threads == 1 || isLittle(entries);
    for (int i = 0; i < threads && !alone; i++) {
      Thread worker = new Thread(this::work, "stats-" + i);
      worker.setDaemon(true);
      worker.start();
    }
  }

  private static boolean isLittle(List<TensorEntry> entries) {
    long bytes = 0;
    for (TensorEntry entry : entries) {
      bytes += Math.max(0, entry.bytes().orElse(0));
      if (bytes >= LITTLE) {
        return false;
      }
    }
    return true;
  }

  /** A step to be taken; a negative one stands for opening the tensor. */
  private record Task(BegunTensor tensor, int step) {}

  /**
   * {@return the statistics of the next tensor}
   *
   * @throws IOException if that tensor cannot be read, or its checksum is not what is stored; the
   *     ones behind it still can be asked for
   * @throws NoSuchElementException if there is no next one
   */
  public TensorStats next() throws IOException {
    return alone ? takeAlone().result() : await().result();
  }

  private BegunTensor takeAlone() {
    BegunTensor tensor = new BegunTensor(rest.next());
    for (int steps = tensor.open(checkpoint, bins); steps > 0; steps = tensor.join()) {
      for (int step = 0; step < steps; step++) {
        progress.accept(tensor.take(step, own));
      }
    }
    return tensor;
  }

  private synchronized BegunTensor await() throws IOException {
    try {
      while (bug.isEmpty() && !done.remove(begun.peek())) {
        if (closed || (begun.isEmpty() && !rest.hasNext())) {
          throw new NoSuchElementException(closed ? "closed" : "no more tensors");
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (bug.isPresent()) {
      if (bug.get() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) bug.get();
    }
    notifyAll();
    return begun.remove();
  }

  private void work() {
    try {
      Scanner scanner = new Scanner();
      for (Optional<Task> task = take(); task.isPresent(); task = take()) {
        run(task.get(), scanner);
      }
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        bug = Optional.of(e);
        notifyAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next step there is, or nothing once all is done. */
  private synchronized Optional<Task> take() throws InterruptedException {
    while (bug.isEmpty() && !closed) {
      Task task = ready.poll();
      if (task != null) {
        return Optional.of(task);
      }
      if (rest.hasNext() && begun.size() < AHEAD) {
        BegunTensor tensor = new BegunTensor(rest.next());
        begun.add(tensor);
        unfinished++;
        return Optional.of(new Task(tensor, -1));
      }
      if (!rest.hasNext() && unfinished == 0) {
        return Optional.empty();
      }
      wait();
    }
    return Optional.empty();
  }

  private void run(Task task, Scanner scanner) {
    BegunTensor tensor = task.tensor();
    if (task.step() < 0) {
      goOn(tensor, tensor.open(checkpoint, bins));
      return;
    }
    progress.accept(tensor.take(task.step(), scanner));
    if (tensor.isLast()) {
      goOn(tensor, tensor.join());
    }
  }

  /** Makes all steps of a tensor ready; if there are none, it is done. */
  private synchronized void goOn(BegunTensor tensor, int steps) {
    for (int step = 0; step < steps; step++) {
      ready.add(new Task(tensor, step));
    }
    if (steps == 0) {
      done.add(tensor);
      unfinished--;
    }
    notifyAll();
  }

  /**
   * Ends all work that is under way: nothing can be asked for any more. The checkpoint stays open.
   */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
