package io.github.tfckpt.search;

import io.github.tfckpt.tensor.Shape;
import java.util.Optional;

/**
 * One thing that a text speaks of.
 *
 * @param name as a key would spell it, names joined by {@code /}; empty if only a shape is known
 * @param path of an object as TensorFlow shows it, names joined by dots; empty if there is none
 * @param slot an optimizer's slot for that object; empty if the object itself is meant
 * @param shape that the tensor has in the checkpoint, if the text says
 * @param isFilter true if tensors of other shapes are not meant
 */
public record Subject(
    String name, String path, String slot, Optional<Shape> shape, boolean isFilter) {

  private static final int LONGEST_SHOWN = 300;

  /** A name, or part of one. */
  static Subject named(String name) {
    return new Subject(name, "", "", Optional.empty(), false);
  }

  /** A tensor of which no more than the shape is known. */
  static Subject shaped(Shape shape) {
    return new Subject("", "", "", Optional.of(shape), true);
  }

  /** An object: {@code model.layers.0.kernel}. */
  static Subject object(String path) {
    return new Subject(path.replace('.', '/'), path, "", Optional.empty(), false);
  }

  /** A slot of an object. */
  static Subject slot(String optimizer, String slot, String path) {
    String key = path.replace('.', '/') + "/.OPTIMIZER_SLOT/" + optimizer.replace('.', '/');
    return new Subject(key + "/" + slot, path, slot, Optional.empty(), false);
  }

  /** The same, and a shape that speaks for tensors that have it. */
  Subject with(Optional<Shape> known) {
    return known.isEmpty() ? this : new Subject(name, path, slot, known, isFilter);
  }

  /** The same, for tensors of one shape only. */
  Subject only(Shape wanted) {
    return new Subject(name, path, slot, Optional.of(wanted), true);
  }

  /** {@return how a person is told what is looked for, not escaped} */
  public String shown() {
    String brief = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "..." : name;
    String what = name.isEmpty() ? "tensor" : brief;
    return isFilter && shape.isPresent() ? what + " of shape " + shape.get() : what;
  }
}
