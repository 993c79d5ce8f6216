package io.github.tfckpt.tensor;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tensor as a checkpoint holds it: a name, an element type, a shape, and the elements, which stay
 * in the file until they are asked for.
 *
 * <p>What gives all elements at once gives them row-major, in an array of the caller's own, and has
 * compared them with the checksums that the checkpoint keeps: V2 of each tensor, V1 of each block
 * of the file; a graph keeps none, and neither does a {@link #view}. A tensor may be read by
 * several threads at a time, as long as its checkpoint is open.
 *
 * @param name as it is shown: the stored key, what is not printable escaped
 * @param dtype the type of each element
 * @param shape how many elements there are along each dimension, outermost first
 * @param elements in row-major order (the last index runs fastest), as many as the shape says
 */
public record Tensor(String name, DType dtype, Shape shape, Elements elements) {
  /**
   * A tensor of as many elements as its shape says.
   *
   * @throws IllegalArgumentException if there are more or fewer
   */
  public Tensor {
    if (elements.count() != shape.elementCount()) {
      throw new IllegalArgumentException(
          name + ": shape " + shape + ", but there are " + elements.count() + " elements");
    }
  }

  /**
   * {@return some of the elements, in another order, under the same name}
   *
   * @param view of a tensor of this shape
   * @throws IllegalArgumentException if it was made for another shape
   */
  public Tensor view(View view) {
    if (!view.whole().equals(shape)) {
      throw new IllegalArgumentException(
          this + ": the view is of a tensor of shape " + view.whole());
    }
    return new Tensor(name, dtype, view.shape(), elements.view(view));
  }

  /**
   * {@return the elements that a selection takes, in the words of numpy's basic indexing: {@code
   * tensor.select("[0, :3]")}} Nothing is read yet; only the bytes of these elements will be.
   *
   * @param selection brackets included: see {@link Selection}
   * @throws IllegalArgumentException if it is not a selection, has more parts than the tensor has
   *     axes, or names an index outside of it; the message says why
   */
  public Tensor select(String selection) {
    return view(Selection.parse(selection).on(shape));
  }

  /**
   * {@return all elements as {@code float}: floats of up to 32 bits, integers of up to 16, and
   * bools as 0 and 1}
   *
   * @throws IllegalArgumentException if elements of this type do not all fit without loss
   * @throws Unsupported if there are more than an array holds
   * @throws Corrupt if a checksum is not what is stored, or bytes are missing
   * @throws IOException if a file cannot be read
   */
  public float[] floats() throws IOException {
    return new WholeTensor(this).floats();
  }

  /**
   * {@return all elements as {@code double}: floats of any width, integers of up to 32 bits, and
   * bools as 0 and 1}
   *
   * @throws IllegalArgumentException if elements of this type do not all fit without loss
   * @throws Unsupported if there are more than an array holds
   * @throws Corrupt if a checksum is not what is stored, or bytes are missing
   * @throws IOException if a file cannot be read
   */
  public double[] doubles() throws IOException {
    return new WholeTensor(this).doubles();
  }

  /**
   * {@return all elements as {@code long}: integers of any type but uint64, and bools as 0 and 1}
   *
   * @throws IllegalArgumentException if elements of this type do not all fit without loss
   * @throws Unsupported if there are more than an array holds
   * @throws Corrupt if a checksum is not what is stored, or bytes are missing
   * @throws IOException if a file cannot be read
   */
  public long[] longs() throws IOException {
    return new WholeTensor(this).longs();
  }

  /**
   * {@return the bytes of all elements, of any type but string, little-endian, and in a buffer that
   * is little-endian too}
   *
   * @throws IllegalArgumentException if these are strings
   * @throws Unsupported if there are more than an array holds
   * @throws Corrupt if a checksum is not what is stored, or bytes are missing
   * @throws IOException if a file cannot be read
   */
  public ByteBuffer bytes() throws IOException {
    return new WholeTensor(this).bytes();
  }

  /**
   * {@return all elements of a tensor of strings}
   *
   * @throws IllegalArgumentException if these are no strings
   * @throws Unsupported if there are more than an array holds, or one of them is longer
   * @throws Corrupt if a checksum is not what is stored, or bytes are missing
   * @throws IOException if a file cannot be read
   */
  public List<Bytes> strings() throws IOException {
    return new WholeTensor(this).strings();
  }

  /**
   * {@return the bytes of all elements, as {@link #bytes} gives them, for a tensor of any size}
   * Nothing is read yet. A read throws {@link Corrupt} where bytes are damaged, before the end is
   * reached at the latest: only who has come to the end knows that they are sound. Closing the
   * stream leaves the checkpoint open.
   *
   * @throws IllegalArgumentException if these are strings
   */
  public InputStream openStream() {
    return new WholeTensor(this).openStream();
  }

  /** {@return name, type and shape: {@code "dense/kernel" float32 [784, 10]}} */
  @Override
  public String toString() {
    return '"' + name + "\" " + dtype + " " + shape;
  }
}
