package io.github.tfckpt.tensor;

/**
 * A tensor as a checkpoint holds it: a name, an element type, a shape, and the elements, which stay
 * in the file until they are asked for.
 *
 * @param name as it is shown: the stored key, what is not printable escaped
 * @param elements in row-major order (the last index runs fastest), as many as the shape says
 */
public record Tensor(String name, DType dtype, Shape shape, Elements elements) {
  public Tensor {
    if (elements.count() != shape.elementCount()) {
      throw new IllegalArgumentException(
          name + ": shape " + shape + ", but there are " + elements.count() + " elements");
    }
  }

  /** Some of the elements, in another order, under the same name. */
  public Tensor view(View view) {
    return new Tensor(name, dtype, view.shape(), elements.view(view));
  }
}
