package io.github.tfckpt.archive;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * Many tensors on their way into one file or folder. Every offset is known from the start, so
 * tensors can be written in any order, by several threads at once.
 */
public interface Archive {

  /** Bytes of all tensors as they will be stored. */
  long size();

  /**
   * Writes one tensor.
   *
   * @param progress takes the length of each run of bytes written
   * @throws Corrupt if its elements are damaged: what was written is then of no use
   */
  void write(int index, LongConsumer progress) throws IOException;

  /** Writes what can be known only when all tensors are written. */
  void finish() throws IOException;
}
