package io.github.tfckpt.archive;

import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;

/** The tensors of an export in their order. Read several times, by several threads at once. */
public interface TensorList {

  int count();

  /** The name that a tensor has in the export; no two have the same. */
  String name(int index);

  DType dtype(int index);

  Shape shape(int index);

  /**
   * A tensor, its elements still in the checkpoint.
   *
   * @throws CheckpointException if it cannot be read
   */
  Tensor read(int index) throws IOException;

  /**
   * The bytes of a tensor whose type has no values, as {@code uint8}; still in the checkpoint.
   *
   * @throws CheckpointException if they cannot be read
   * @throws IllegalArgumentException if it has no checksum of its own
   */
  FixedElements opaque(int index) throws IOException;
}
