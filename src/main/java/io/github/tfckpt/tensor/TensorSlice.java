package io.github.tfckpt.tensor;

import java.util.Arrays;

/**
 * A box within a shape: for each dimension where it starts and how long it is. A length of {@link
 * #EVERYTHING} takes the whole dimension; how it was spelled matters, because the keys of slices
 * are made from it.
 *
 * @see "tensorflow/core/framework/tensor_slice.h"
 */
public final class TensorSlice {

  /** The length that stands for "all of it"; its start is 0. */
  public static final long EVERYTHING = -1;

  private final long[] starts;
  private final long[] lengths;

  private TensorSlice(long[] starts, long[] lengths) {
    this.starts = starts;
    this.lengths = lengths;
  }

  /**
   * {@return a box with these starts and lengths, one of each for every dimension, outermost first}
   *
   * @param starts in elements along each dimension
   * @param lengths in elements along each dimension, or {@link #EVERYTHING}
   * @throws IllegalArgumentException if there are more of the one than of the other
   */
  public static TensorSlice of(long[] starts, long[] lengths) {
    if (starts.length != lengths.length) {
      throw new IllegalArgumentException(starts.length + " starts, " + lengths.length + " lengths");
    }
    return new TensorSlice(starts.clone(), lengths.clone());
  }

  /** {@return how many dimensions there are} */
  public int rank() {
    return starts.length;
  }

  /**
   * {@return where the box starts, in elements, as stored}
   *
   * @param dimension counted from 0, the outermost
   */
  public long start(int dimension) {
    return starts[dimension];
  }

  /**
   * {@return how long the box is, in elements, as stored: may be {@link #EVERYTHING}}
   *
   * @param dimension counted from 0, the outermost
   */
  public long length(int dimension) {
    return lengths[dimension];
  }

  /** {@return true if every dimension is taken whole by the spelling alone} */
  public boolean isEverything() {
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] != 0 || lengths[i] != EVERYTHING) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return the shape of this box in a tensor}
   *
   * @param whole the shape of that tensor
   * @throws IllegalArgumentException if the ranks differ, or the box does not lie within the
   *     tensor; one whose length along a dimension is 0 never does
   */
  public Shape within(Shape whole) {
    if (rank() != whole.rank()) {
      throw new IllegalArgumentException(
          "slice " + this + " has rank " + rank() + ", the tensor " + whole.rank());
    }
    long[] extents = new long[rank()];
    for (int i = 0; i < extents.length; i++) {
      long extent = whole.extent(i);
      boolean all = starts[i] == 0 && lengths[i] == EVERYTHING;
      extents[i] = all ? extent : lengths[i];
      if (!all && (starts[i] < 0 || lengths[i] < 1 || starts[i] > extent - lengths[i])) {
        throw new IllegalArgumentException("slice " + this + " does not lie within " + whole);
      }
    }
    return Shape.of(extents);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorSlice slice
        && Arrays.equals(starts, slice.starts)
        && Arrays.equals(lengths, slice.lengths);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(starts) + Arrays.hashCode(lengths);
  }

  /** As TensorFlow writes it: {@code 0,2:-}. A scalar's is empty. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < starts.length; i++) {
      text.append(i == 0 ? "" : ":");
      if (starts[i] == 0 && lengths[i] == EVERYTHING) {
        text.append('-');
      } else {
        text.append(starts[i]).append(',').append(lengths[i]);
      }
    }
    return text.toString();
  }
}
