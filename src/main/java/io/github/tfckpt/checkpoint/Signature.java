package io.github.tfckpt.checkpoint;

import io.github.tfckpt.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A way to call a SavedModel: what it takes, and what it gives.
 *
 * @param name {@code serving_default}
 * @param method what it is for, {@code tensorflow/serving/predict}; may be empty
 * @param inputs in the order of their names
 * @param outputs in the order of their names
 */
public record Signature(String name, String method, List<Argument> inputs, List<Argument> outputs) {

  /**
   * One of the tensors that go in or come out.
   *
   * @param name by which a caller knows it
   * @param tensor by which the graph knows it; empty for one that is made of several
   * @param dtype of its elements
   * @param shape its extents, -1 for one of any size; empty if even their number is open
   */
  public record Argument(String name, String tensor, DType dtype, Optional<List<Long>> shape) {

    /** An argument whose list does not change any more. */
    public Argument {
      shape = shape.map(List::copyOf);
    }

    /** {@return as a person reads it: {@code x: float32 [?, 4]}} */
    @Override
    public String toString() {
      String extents =
          shape
              .map(
                  all ->
                      all.stream()
                          .map(extent -> extent < 0 ? "?" : extent.toString())
                          .collect(Collectors.joining(", ", "[", "]")))
              .orElse("[...]");
      return name + ": " + dtype + " " + extents;
    }
  }

  /** A signature whose lists do not change any more. */
  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * {@return as a person reads it: {@code serving_default(x: float32 [?, 4]) -> y: float32 [?]}}
   */
  @Override
  public String toString() {
    return name + "(" + text(inputs) + ") -> " + text(outputs);
  }

  private static String text(List<Argument> arguments) {
    return arguments.stream().map(Argument::toString).collect(Collectors.joining(", "));
  }
}
