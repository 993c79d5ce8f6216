package io.github.tfckpt.stats;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.work.Scheduler;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/**
 * The statistics of many tensors, taken on several threads and handed out in the order of the
 * tensors. Memory is a few buffers a thread, whatever the size and number of tensors.
 */
public final class CheckpointStats implements Closeable {

  /** The number of tensors started ahead of the one that is asked for. */
  private static final int AHEAD = 64;

  private final Scheduler<Scanner, TensorWork> tensors;

  /**
   * Starts to take statistics.
   *
   * @param checkpoint open until the last were taken
   * @param entries tensors of it, whose elements are numbers
   * @param bins of a histogram for each, or 0 for none
   * @param threads how many threads work, at least 1
   * @param progress receives, on any thread, how many bytes were read since the last call
   */
  public CheckpointStats(
      Checkpoint checkpoint,
      List<TensorEntry> entries,
      int bins,
      int threads,
      LongConsumer progress) {
    this.tensors =
        new Scheduler<>(
            entries.size(),
            i -> new TensorWork(checkpoint, entries.get((int) i), bins, progress),
            AHEAD,
            Scheduler.threads(threads, TensorEntry.bytes(entries)),
            Scanner::new);
  }

  /**
   * {@return the statistics of the next tensor}
   *
   * @throws IOException if that tensor cannot be read, or its checksum is not the stored one; the
   *     next ones can still be taken
   * @throws java.io.InterruptedIOException if this thread is interrupted while it waits
   * @throws NoSuchElementException if there is no next one
   */
  public TensorStats next() throws IOException {
    return tensors.take().result();
  }

  /** Ends all work that is under way: nothing can be taken any more. The checkpoint stays open. */
  @Override
  public void close() {
    tensors.close();
  }
}
