package io.github.tfckpt.search;

import io.github.tfckpt.tensor.Shape;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thing that a text asks for.
 *
 * @param name as a key would spell it, names joined by {@code /}; empty if only a shape is known
 * @param path of an object as TensorFlow shows it, names joined by dots; empty if there is none
 * @param slot an optimizer's slot for that object; empty if the object itself is meant
 * @param shape that the tensor has in the checkpoint, if the text says
 * @param isFilter true if tensors of other shapes are not meant
 * @param sum a checksum that the tensor has in the checkpoint, plain or masked; nothing else is
 *     known of it then
 */
public record Query(
    String name,
    String path,
    String slot,
    Optional<Shape> shape,
    boolean isFilter,
    OptionalInt sum) {

  private static final int LONGEST_SHOWN = 300;

  /** A name, or part of one. */
  static Query named(String name) {
    return new Query(name, "", "", Optional.empty(), false, OptionalInt.empty());
  }

  /** A tensor of just this shape. */
  static Query shaped(Shape shape) {
    return new Query("", "", "", Optional.of(shape), true, OptionalInt.empty());
  }

  /** A tensor of which only the checksum is known. */
  static Query summed(int sum) {
    return new Query("", "", "", Optional.empty(), true, OptionalInt.of(sum));
  }

  /** An object: {@code model.layers.0.kernel}. */
  static Query object(String path) {
    return new Query(
        path.replace('.', '/'), path, "", Optional.empty(), false, OptionalInt.empty());
  }

  /** A slot of an object. */
  static Query slot(String optimizer, String slot, String path) {
    String key = path.replace('.', '/') + "/.OPTIMIZER_SLOT/" + optimizer.replace('.', '/');
    return new Query(key + "/" + slot, path, slot, Optional.empty(), false, OptionalInt.empty());
  }

  /** The same, and a shape that speaks for tensors that have it. */
  Query with(Optional<Shape> known) {
    return known.isEmpty() ? this : new Query(name, path, slot, known, isFilter, sum);
  }

  /** The same, for tensors of one shape only. */
  Query only(Shape wanted) {
    return new Query(name, path, slot, Optional.of(wanted), true, sum);
  }

  /** {@return what is looked for, as a message names it, not escaped} */
  public String shown() {
    String brief = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "..." : name;
    String what = name.isEmpty() ? "tensor" : brief;
    if (sum.isPresent()) {
      return what + " with the checksum " + Integer.toUnsignedString(sum.getAsInt());
    }
    return (isFilter || name.isEmpty()) && shape.isPresent()
        ? what + " of shape " + shape.get()
        : what;
  }
}
