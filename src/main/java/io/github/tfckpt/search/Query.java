package io.github.tfckpt.search;

import io.github.tfckpt.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a text asks for.
 *
 * @param name as a key would spell it, names joined by {@code /}; empty if only a shape is known
 * @param path of an object as TensorFlow shows it, names joined by dots; empty if there is none
 * @param slot an optimizer's slot for that object; empty if the object itself is meant
 * @param shape that the tensor has in the checkpoint, if the text says
 * @param isFilter true if tensors of other shapes are not meant
 * @param sums what may be the checksum that the tensor has in the checkpoint, plain or masked
 */
public record Query(
    String name,
    String path,
    String slot,
    Optional<Shape> shape,
    boolean isFilter,
    List<Integer> sums) {

  private static final int LONGEST_SHOWN = 300;

  /** A query whose list does not change any more. */
  public Query {
    sums = List.copyOf(sums);
  }

  /** A name, or part of one. */
  static Query named(String name) {
    return new Query(name, "", "", Optional.empty(), false, List.of());
  }

  /** A tensor of just this shape. */
  static Query shaped(Shape shape) {
    return new Query("", "", "", Optional.of(shape), true, List.of());
  }

  /**
   * A tensor of which only the checksum is known.
   *
   * @param name what else the number may be: a name; empty if it is none
   * @param sums what the number may mean, at least one
   */
  static Query summed(String name, List<Integer> sums) {
    return new Query(name, "", "", Optional.empty(), name.isEmpty(), sums);
  }

  /** An object: {@code model.layers.0.kernel}. */
  static Query object(String path) {
    return new Query(path.replace('.', '/'), path, "", Optional.empty(), false, List.of());
  }

  /** A slot of an object. */
  static Query slot(String optimizer, String slot, String path) {
    String key = path.replace('.', '/') + "/.OPTIMIZER_SLOT/" + optimizer.replace('.', '/');
    return new Query(key + "/" + slot, path, slot, Optional.empty(), false, List.of());
  }

  /** The same, and a shape that speaks for tensors that have it. */
  Query with(Optional<Shape> known) {
    return known.isEmpty() ? this : new Query(name, path, slot, known, isFilter, sums);
  }

  /** The same, for tensors of one shape only. */
  Query only(Shape wanted) {
    return new Query(name, path, slot, Optional.of(wanted), true, sums);
  }

  /** {@return what is looked for, as a message names it, not escaped} */
  public String shown() {
    String brief = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "..." : name;
    String what = name.isEmpty() ? "tensor" : brief;
    if (!sums.isEmpty() && name.isEmpty()) {
      return what + " with the checksum " + Integer.toUnsignedString(sums.get(0));
    }
    return (isFilter || name.isEmpty()) && shape.isPresent()
        ? what + " of shape " + shape.get()
        : what;
  }
}
