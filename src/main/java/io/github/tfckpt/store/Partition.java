package io.github.tfckpt.store;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.TensorSlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How slices tile a tensor: the grid that all their edges make, and for each of its cells the slice
 * that covers it. Every element lies in exactly one slice.
 */
public final class Partition {

  /** Nobody makes a partition whose grid has more cells. */
  private static final int MOST_CELLS = 1 << 22;

  private final String where;
  private final Shape whole;
  private final List<Box> boxes = new ArrayList<>();

  /** For each axis where its cells begin, and last where the axis ends. */
  private final long[][] edges;

  /** For each cell, row-major, the number of its slice plus one; 0 for none. */
  private final int[] owners;

  /** A slice with its extents given in full. */
  record Box(TensorSlice slice, Shape shape) {
    long start(int axis) {
      return slice.start(axis);
    }

    long end(int axis) {
      return slice.start(axis) + shape.extent(axis);
    }

    /** The row-major index of an element within the slice. */
    long local(long[] coordinates) {
      long index = 0;
      for (int axis = 0; axis < coordinates.length; axis++) {
        index = index * shape.extent(axis) + coordinates[axis] - start(axis);
      }
      return index;
    }
  }

  private Partition(String where, Shape whole, List<TensorSlice> slices)
      throws Corrupt, Unsupported {
    this.where = where;
    this.whole = whole;
    for (TensorSlice slice : slices) {
      try {
        boxes.add(new Box(slice, slice.within(whole)));
      } catch (IllegalArgumentException e) {
        throw new Corrupt(where, e.getMessage());
      }
    }
    this.edges = new long[whole.rank()][];
    long cells = 1;
    for (int axis = 0; axis < whole.rank(); axis++) {
      edges[axis] = edges(axis);
      cells = Math.min(cells * (edges[axis].length - 1), MOST_CELLS + 1L);
    }
    if (cells > MOST_CELLS) {
      throw Unsupported.at(
          where, "the edges of %d slices make more than %d cells", slices.size(), MOST_CELLS);
    }
    this.owners = new int[(int) cells];
  }

  /**
   * Checks that slices tile a tensor. If it has no elements, all are right that have its rank.
   *
   * @param where names the tensor in messages
   * @throws Corrupt if a slice lies outside, two overlap, or a region is not covered
   */
  public static Partition of(String where, Shape whole, List<TensorSlice> slices)
      throws Corrupt, Unsupported {
    boolean empty = whole.elementCount() == 0;
    Partition partition = new Partition(where, whole, empty ? List.of() : slices);
    if (empty) {
      partition.checkRanks(slices);
    } else {
      for (int i = 0; i < slices.size(); i++) {
        partition.paint(i, 0, 0);
      }
      partition.checkCovered();
    }
    return partition;
  }

  /** Empty for a slice that lies outside: {@link #of} refuses it. */
  public static Optional<Shape> within(TensorSlice slice, Shape whole) {
    try {
      return Optional.of(slice.within(whole));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void checkRanks(List<TensorSlice> slices) throws Corrupt {
    for (TensorSlice slice : slices) {
      if (slice.rank() != whole.rank()) {
        throw Corrupt.at(
            where, "slice %s has rank %d, the tensor %d", slice, slice.rank(), whole.rank());
      }
    }
  }

  private long[] edges(int axis) {
    long[] all = new long[2 * boxes.size() + 2];
    int count = 0;
    for (Box box : boxes) {
      all[count++] = box.start(axis);
      all[count++] = box.end(axis);
    }
    all[count++] = 0;
    all[count] = whole.extent(axis);
    Arrays.sort(all);
    int distinct = 1;
    for (long edge : all) {
      if (edge != all[distinct - 1]) {
        all[distinct++] = edge;
      }
    }
    return Arrays.copyOf(all, distinct);
  }

  /** Marks the cells of box {@code i} from {@code axis} on, in the row of cells {@code row}. */
  private void paint(int i, int axis, int row) throws Corrupt {
    if (axis == whole.rank()) {
      if (owners[row] != 0) {
        throw Corrupt.at(
            where,
            "slices %s and %s overlap",
            boxes.get(owners[row] - 1).slice(),
            boxes.get(i).slice());
      }
      owners[row] = i + 1;
      return;
    }
    int from = cell(axis, boxes.get(i).start(axis));
    int to = cell(axis, boxes.get(i).end(axis) - 1);
    for (int cell = from; cell <= to; cell++) {
      paint(i, axis + 1, row * (edges[axis].length - 1) + cell);
    }
  }

  private void checkCovered() throws Corrupt {
    for (int row = 0; row < owners.length; row++) {
      if (owners[row] == 0) {
        throw Corrupt.at(where, "no slice covers %s of %s", region(row), whole);
      }
    }
  }

  /** The cell {@code row} as the selection that would show it. */
  private String region(int row) {
    String[] parts = new String[whole.rank()];
    int rest = row;
    for (int axis = parts.length - 1; axis >= 0; axis--) {
      int cells = edges[axis].length - 1;
      int cell = rest % cells;
      rest /= cells;
      parts[axis] = edges[axis][cell] + ":" + edges[axis][cell + 1];
    }
    return "[" + String.join(", ", parts) + "]";
  }

  private int cell(int axis, long coordinate) {
    int found = Arrays.binarySearch(edges[axis], coordinate);
    return found >= 0 ? found : -found - 2;
  }

  /** The number of the slice that covers an element. */
  int owner(long[] coordinates) {
    int row = 0;
    for (int axis = 0; axis < coordinates.length; axis++) {
      row = row * (edges[axis].length - 1) + cell(axis, coordinates[axis]);
    }
    return owners[row] - 1;
  }

  /**
   * The shapes of the slices, in the order in which they were given; none if nothing is in them.
   */
  public List<Shape> shapes() {
    return boxes.stream().map(Box::shape).toList();
  }

  /**
   * The elements of the whole tensor.
   *
   * @param parts the elements of each slice, in the order in which the slices were given
   */
  public Elements gather(DType dtype, List<Elements> parts) {
    return PartitionedElements.of(this, dtype, parts);
  }

  /** The tensor that it is of, for messages. */
  String where() {
    return where;
  }

  /** The shape of the tensor that the slices tile. */
  Shape whole() {
    return whole;
  }

  /** The slice of a number, as they were given. */
  Box box(int number) {
    return boxes.get(number);
  }
}
