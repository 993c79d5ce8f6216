package io.github.tfckpt.archive;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * Many tensors on their way into one file or folder. Every offset is known from the start, so
 * pieces can be written in any order, by several threads at once.
 */
public interface TensorArchive {

  /** Bytes of all tensors as they will be stored. */
  long size();

  /** How many pieces there are to write: one for each tensor, or several for a large one. */
  int pieces();

  /**
   * Writes a piece.
   *
   * @param piece counted from 0; each is written once
   * @param progress takes the length of each run of bytes written
   * @throws Corrupt if elements are damaged: what was written is then of no use
   */
  void write(int piece, LongConsumer progress) throws IOException;

  /** Writes what can be known only when all pieces are written. */
  void finish() throws IOException;
}
