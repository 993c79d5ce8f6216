package io.github.tfckpt.change;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.View;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is done to the elements of one tensor: an axis is reversed, axes change places, the same
 * elements get another shape, another type, or one value replaces them all. Nothing is read until
 * the changed elements are, and nothing as large as a tensor is held.
 */
public final class Change {

  private final Optional<View> view;
  private final Shape shape;
  private final DType dtype;
  private final Optional<ByteSource> value;

  private Change(Optional<View> view, Shape shape, DType dtype, Optional<ByteSource> value) {
    this.view = view;
    this.shape = shape;
    this.dtype = dtype;
    this.value = value;
  }

  /**
   * {@return what leaves a tensor as it is}
   *
   * @param dtype of the tensor
   * @param shape of the tensor
   */
  static Change none(DType dtype, Shape shape) {
    return new Change(Optional.empty(), shape, dtype, Optional.empty());
  }

  /** {@return the type of the changed tensor} */
  public DType dtype() {
    return dtype;
  }

  /** {@return the shape of the changed tensor} */
  public Shape shape() {
    return shape;
  }

  /**
   * {@return this, and then an axis reversed}
   *
   * @param axis counted from 0, the outermost, or from -1 backwards
   * @throws IllegalArgumentException if the shape has no such axis; the message says so
   */
  Change reversed(int axis) {
    return viewed(before().reversed(axis(axis)));
  }

  /**
   * {@return this, and then the axes in another order, as {@code numpy.transpose} has it}
   *
   * @param axes for each axis of the result which one it is now; none reverses their order
   * @throws IllegalArgumentException if they are not a permutation of the axes; the message says so
   */
  Change transposed(int... axes) {
    int[] order = new int[shape.rank()];
    boolean[] seen = new boolean[order.length];
    if (axes.length > 0 && axes.length != order.length) {
      throw new IllegalArgumentException(
          "has "
              + order.length
              + (order.length == 1 ? " axis, not " : " axes, not ")
              + axes.length);
    }
    for (int i = 0; i < order.length; i++) {
      order[i] = axes.length == 0 ? order.length - 1 - i : axis(axes[i]);
      if (seen[order[i]]) {
        throw new IllegalArgumentException("would have axis " + axes[i] + " twice");
      }
      seen[order[i]] = true;
    }
    return viewed(before().permuted(order));
  }

  private View before() {
    return view.orElseGet(() -> View.all(shape));
  }

  private Change viewed(View after) {
    return new Change(Optional.of(after), after.shape(), dtype, value);
  }

  private int axis(int axis) {
    int counted = axis < 0 ? axis + shape.rank() : axis;
    if (counted < 0 || counted >= shape.rank()) {
      throw new IllegalArgumentException("has no axis " + axis);
    }
    return counted;
  }

  /**
   * {@return this, and then the same elements, row-major, in another shape} No axis may be reversed
   * or moved after that.
   *
   * @param extents one of them may be -1: as many as it takes
   * @throws IllegalArgumentException if that is another number of elements; the message says so
   */
  Change reshaped(long... extents) {
    long[] full = extents.clone();
    long known = 1;
    int open = -1;
    for (int i = 0; i < full.length; i++) {
      if (full[i] == -1) {
        open = i;
      } else {
        known = Math.multiplyExact(known, full[i]);
      }
    }
    long count = shape.elementCount();
    if (open >= 0 && known > 0 && count % known == 0) {
      full[open] = count / known;
      known = count;
    }
    if (known != count || Arrays.stream(full).anyMatch(extent -> extent < 0)) {
      throw new IllegalArgumentException("has " + count + " elements");
    }
    return new Change(view, Shape.of(full), dtype, value);
  }

  /**
   * {@return this, and then another type}
   *
   * @throws IllegalArgumentException if no such cast is defined; the message says so
   */
  Change cast(DType to) {
    if (!FixedElements.isCastable(dtype, to)) {
      throw new IllegalArgumentException("is " + dtype + ", which does not become " + to);
    }
    return new Change(view, shape, to, value);
  }

  /**
   * {@return this, and then one value in place of the elements}
   *
   * @param text of a number, or {@code true} or {@code false}
   * @throws IllegalArgumentException if it is not a scalar or not of its type; the message says so
   */
  Change set(String text) {
    if (shape.rank() > 0) {
      throw new IllegalArgumentException("has the shape " + shape + ", which is not a scalar");
    }
    return new Change(view, shape, dtype, Optional.of(ScalarText.parse(text, dtype)));
  }

  /**
   * {@return the changed elements} Checksums of what they are made of are compared as the {@link
   * Elements} of the tensor do it.
   *
   * @param name of the tensor, for messages
   * @param elements of the tensor that this was made for
   */
  public Elements apply(String name, Elements elements) {
    if (value.isPresent()) {
      return new FixedElements(dtype, value.get(), FixedElements.Check.NONE);
    }
    Elements changed = view.isPresent() ? elements.rearranged(view.get()) : elements;
    return changed instanceof FixedElements fixed ? fixed.cast(name, dtype) : changed;
  }
}
