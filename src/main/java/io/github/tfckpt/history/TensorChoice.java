package io.github.tfckpt.history;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import java.io.IOException;
import java.util.List;

/** Which tensors of a checkpoint are followed. */
@FunctionalInterface
public interface TensorChoice {

  /** All of them. */
  TensorChoice ALL = Checkpoint::tensors;

  /**
   * {@return some of its tensors, in the order of their keys}
   *
   * @param step one of the checkpoints of the run; asked of several at once, on any thread
   * @throws IOException if the step is not to be read
   */
  List<TensorEntry> of(Checkpoint step) throws IOException;
}
