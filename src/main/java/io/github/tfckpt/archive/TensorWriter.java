package io.github.tfckpt.archive;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;

/** A format of files that hold the elements of one tensor. */
public interface TensorWriter {

  /**
   * Writes all elements and flushes; the stream stays open. Text formats compare checksums before
   * the first byte goes out, binary ones before this returns.
   *
   * @throws Corrupt if the elements are damaged
   * @throws Unsupported if the format has no place for such elements
   * @throws IOException from the stream, at once
   */
  void write(Tensor tensor, OutputStream out) throws IOException;
}
