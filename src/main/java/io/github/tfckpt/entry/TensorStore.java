package io.github.tfckpt.entry;

import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Tensors by their entries, whatever the format they are stored in. */
public interface TensorStore extends Closeable {

  /** All tensors whose entries can be read, in the order of their keys. */
  List<TensorEntry> tensors();

  /** What of the index cannot be read, a message each; empty for a sound index. */
  List<String> damage();

  /** What a person should know of the files, a message each: missing ones, odd names. */
  List<String> remarks();

  /**
   * A tensor, its elements still in the files.
   *
   * @param entry one of {@link #tensors}
   * @throws CheckpointException if files are missing or too short, what is stored contradicts
   *     itself, or the type has no values to show
   */
  Tensor read(TensorEntry entry) throws IOException;
}
