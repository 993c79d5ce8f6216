package io.github.tfckpt.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A box of a partitioned variable, as it is spelled when it is saved. */
public final class Slice {

  private final long[] starts;
  private final long[] lengths;

  /** True for each axis that is spelled {@code -} for all of it. */
  private final boolean[] dashes;

  private Slice(long[] starts, long[] lengths, boolean[] dashes) {
    this.starts = starts;
    this.lengths = lengths;
    this.dashes = dashes;
  }

  /**
   * The slices of a grid, row-major.
   *
   * @param dash if an axis that is not cut is spelled {@code -}, else its full extent is spelled
   *     out
   * @param parts for each axis the lengths of its parts
   */
  public static List<Slice> grid(boolean dash, long[]... parts) {
    List<Slice> slices = new ArrayList<>();
    int rank = parts.length;
    fill(parts, 0, new Slice(new long[rank], new long[rank], new boolean[rank]), dash, slices);
    return slices;
  }

  private static void fill(long[][] parts, int axis, Slice from, boolean dash, List<Slice> slices) {
    if (axis == parts.length) {
      slices.add(new Slice(from.starts.clone(), from.lengths.clone(), from.dashes.clone()));
      return;
    }
    long start = 0;
    for (long length : parts[axis]) {
      from.starts[axis] = start;
      from.lengths[axis] = length;
      from.dashes[axis] = dash && parts[axis].length == 1;
      fill(parts, axis + 1, from, dash, slices);
      start += length;
    }
  }

  /** The shape that the parts of {@link #grid} make up. */
  public static long[] extents(long[]... parts) {
    return Arrays.stream(parts).mapToLong(lengths -> Arrays.stream(lengths).sum()).toArray();
  }

  /** The elements of a tensor that lie in this box. */
  public Value of(Value whole) {
    return whole.box(starts, lengths);
  }

  /** As TensorFlow spells it: {@code 0,2:-}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < starts.length; i++) {
      text.append(i == 0 ? "" : ":");
      text.append(dashes[i] ? "-" : starts[i] + "," + lengths[i]);
    }
    return text.toString();
  }
}
