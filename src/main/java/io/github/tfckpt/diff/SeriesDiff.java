package io.github.tfckpt.diff;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.work.Scheduler;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/**
 * Follows tensors through several checkpoints: each is compared with itself in the one before, in
 * one pass over all of them. Tensors are taken on several threads and handed out in order. Memory
 * is a few buffers a thread, whatever the size of the tensors and the number of checkpoints.
 */
public final class SeriesDiff implements Closeable {

  /**
   * A tensor in one of the checkpoints.
   *
   * @param checkpoint open until the last result was taken
   * @param entry of the same type and shape in all of them, with elements that are numbers
   */
  public record SavedTensor(Checkpoint checkpoint, TensorEntry entry) {}

  /** Tensors that are begun ahead of the one that is asked for. */
  private static final int AHEAD = 16;

  private final Scheduler<Buffers, SeriesWork> work;

  /**
   * Begins to read.
   *
   * @param series for each tensor its members in the order of the steps
   * @param threads how many threads work, at least 1
   * @param progress receives, on any thread, how many bytes were read since the last call
   */
  public SeriesDiff(List<List<SavedTensor>> series, int threads, LongConsumer progress) {
    long bytes = 0;
    for (List<SavedTensor> members : series) {
      for (SavedTensor member : members) {
        bytes += Math.max(0, member.entry().bytes().orElse(0));
      }
    }
    work =
        new Scheduler<>(
            series.size(),
            i -> new SeriesWork(series.get((int) i), progress),
            AHEAD,
            Scheduler.threads(threads, bytes),
            Buffers::new);
  }

  /**
   * {@return what the next tensor is like in each of its checkpoints} What cannot be read is among
   * the results.
   *
   * @throws java.io.InterruptedIOException if this thread is interrupted while it waits
   * @throws IOException never for another reason
   * @throws NoSuchElementException if there is no next one
   */
  public List<SeriesStep> next() throws IOException {
    return work.take().result();
  }

  /** Ends all work that is under way. The checkpoints stay open. */
  @Override
  public void close() {
    work.close();
  }
}
