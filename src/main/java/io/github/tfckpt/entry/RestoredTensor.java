package io.github.tfckpt.entry;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.util.Optional;

/**
 * A tensor that a Saver of a graph looks for in a checkpoint.
 *
 * @param saver the scope of the nodes of the Saver, such as save_1; may be empty
 * @param key the name that it looks for
 * @param dtype the type that it must have
 * @param shape the shape that it must have, of a partitioned variable that of the whole; empty if
 *     the graph does not tell it
 * @param isReshaped true if any shape of as many elements will do
 */
public record RestoredTensor(
    String saver, Bytes key, DType dtype, Optional<Shape> shape, boolean isReshaped) {

  /**
   * {@return true if a tensor of this shape can be restored}
   *
   * @param other the shape of the tensor
   */
  public boolean fits(Shape other) {
    return shape.isEmpty()
        || shape.get().equals(other)
        || (isReshaped && shape.get().elementCount() == other.elementCount());
  }
}
