package io.github.tfckpt.stats;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;
import java.util.Optional;

/** A tensor that is begun: steps that are left, and what came of those that were taken. */
final class BegunTensor {

  private final TensorEntry entry;

  // All below is guarded by this object.
  private Optional<TensorWork> work = Optional.empty();
  private Optional<IOException> failure = Optional.empty();
  private int failedStep = Integer.MAX_VALUE;
  private int left;

  BegunTensor(TensorEntry entry) {
    this.entry = entry;
  }

  /**
   * Finds the elements.
   *
   * @return how many steps there are; 0 if the tensor cannot be read
   */
  int open(Checkpoint checkpoint, int bins) {
    try {
      if (checkpoint.read(entry).elements() instanceof FixedElements elements) {
        return begin(new TensorWork(elements, bins));
      }
      throw Unsupported.at(
          checkpoint.path(),
          "\"%s\": tensors of type %s have no statistics",
          entry.key().brief(),
          entry.dtype());
    } catch (IOException e) {
      fail(0, e);
      return 0;
    }
  }

  private synchronized int begin(TensorWork begun) {
    work = Optional.of(begun);
    left = begun.steps();
    return left;
  }

  /**
   * Takes a step, unless one before it has failed.
   *
   * @return how many bytes it was
   */
  long take(int step, Scanner scanner) {
    TensorWork mine;
    synchronized (this) {
      if (failedStep < step) {
        return 0;
      }
      mine = work.orElseThrow();
    }
    try {
      return mine.step(step, scanner);
    } catch (IOException e) {
      fail(step, e);
      return 0;
    }
  }

  /** Whoever fails first, the failure of the first step that fails is told. */
  private synchronized void fail(int step, IOException e) {
    if (step < failedStep) {
      failure = Optional.of(e);
      failedStep = step;
    }
  }

  /** Says that a step was taken; true if it was the last. */
  synchronized boolean isLast() {
    return --left == 0;
  }

  /**
   * Joins what the steps gave, once the last was taken.
   *
   * @return how many steps there are again; 0 if the tensor is done
   */
  int join() {
    TensorWork mine;
    synchronized (this) {
      if (failure.isPresent()) {
        return 0;
      }
      mine = work.orElseThrow();
    }
    try {
      return mine.join() ? begin(mine) : 0;
    } catch (IOException e) {
      fail(0, e);
      return 0;
    }
  }

  /**
   * What it all came to.
   *
   * @throws IOException if the tensor cannot be read, or its checksum is not what is stored
   */
  synchronized TensorStats result() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return work.orElseThrow().result();
  }
}
