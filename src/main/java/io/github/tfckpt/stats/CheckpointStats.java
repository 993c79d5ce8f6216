package io.github.tfckpt.stats;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.FixedElements;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongConsumer;

/**
 * The statistics of many tensors, taken on several threads and handed out in the order of the
 * tensors. Threads take steps of the tensors that are begun, or begin the next one; only so many
 * are begun ahead of the one that is asked for. Memory is a few buffers a thread, whatever the size
 * and number of tensors.
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
  private final Queue<Begun> begun = new ArrayDeque<>();
  private final Queue<Task> ready = new ArrayDeque<>();
  private int unfinished;
  private boolean closed;
  private Optional<Throwable> bug = Optional.empty();

  /**
   * Begins to take statistics.
   *
   * @param entries tensors whose elements are numbers
   * @param bins of a histogram for each, or 0 for none
   * @param progress is told how many bytes were read, on any thread
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

  /** A tensor that is begun. */
  private static final class Begun {
    final TensorEntry entry;
    Optional<TensorWork> work = Optional.empty();
    Optional<IOException> failure = Optional.empty();
    int failedStep = Integer.MAX_VALUE;
    int left;
    boolean done;

    Begun(TensorEntry entry) {
      this.entry = entry;
    }
  }

  /** A step to be taken; a negative one stands for opening the tensor. */
  private record Task(Begun tensor, int step) {}

  /**
   * The statistics of the next tensor.
   *
   * @throws IOException if that tensor cannot be read, or its checksum is not what is stored; the
   *     ones behind it still can be asked for
   */
  public TensorStats next() throws IOException {
    Begun tensor;
    if (alone) {
      tensor = new Begun(rest.next());
      unfinished++;
      run(new Task(tensor, -1), own);
      while (!tensor.done) {
        run(ready.remove(), own);
      }
    } else {
      tensor = await();
    }
    if (tensor.failure.isPresent()) {
      throw tensor.failure.get();
    }
    return tensor.work.orElseThrow().result();
  }

  private synchronized Begun await() throws IOException {
    try {
      while (bug.isEmpty() && (begun.isEmpty() || !begun.element().done)) {
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
    Begun next = begun.remove();
    notifyAll();
    return next;
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
        Begun tensor = new Begun(rest.next());
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
    Begun tensor = task.tensor();
    try {
      if (task.step() < 0) {
        tensor.work = Optional.of(open(tensor.entry));
        begin(tensor);
        return;
      }
      if (!isFailedBefore(tensor, task.step())) {
        progress.accept(tensor.work.orElseThrow().step(task.step(), scanner));
      }
    } catch (IOException e) {
      fail(tensor, task.step(), e);
    }
    synchronized (this) {
      if (--tensor.left > 0) {
        return;
      }
    }
    end(tensor);
  }

  private TensorWork open(TensorEntry entry) throws IOException {
    if (checkpoint.read(entry).elements() instanceof FixedElements elements) {
      return new TensorWork(elements, bins);
    }
    throw Unsupported.at(
        checkpoint.path(),
        "\"%s\": tensors of type %s have no statistics",
        entry.key().brief(),
        entry.dtype());
  }

  /** Whoever fails first, the failure of the first step that fails is told. */
  private synchronized void fail(Begun tensor, int step, IOException e) {
    if (step < tensor.failedStep) {
      tensor.failure = Optional.of(e);
      tensor.failedStep = step;
    }
  }

  private synchronized boolean isFailedBefore(Begun tensor, int step) {
    return tensor.failedStep < step;
  }

  /** Makes all steps of a tensor ready. */
  private synchronized void begin(Begun tensor) {
    tensor.left = tensor.work.orElseThrow().steps();
    for (int step = 0; step < tensor.left; step++) {
      ready.add(new Task(tensor, step));
    }
    if (tensor.left > 1) {
      notifyAll();
    }
  }

  /** Goes on with a tensor of which all steps were taken. */
  private void end(Begun tensor) {
    try {
      if (!isFailedBefore(tensor, Integer.MAX_VALUE) && tensor.work.orElseThrow().join()) {
        begin(tensor);
        return;
      }
    } catch (IOException e) {
      fail(tensor, 0, e);
    }
    synchronized (this) {
      tensor.done = true;
      unfinished--;
      notifyAll();
    }
  }

  /** Ends all work that is under way. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
