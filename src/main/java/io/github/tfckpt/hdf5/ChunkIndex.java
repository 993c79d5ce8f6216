package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where each chunk of a dataset lies: a B-tree by the coordinates of its first element.
 *
 * <pre>
 *   node   TREE   type 1 u8   level u8   entries u16   left u64   right u64   (key, child u64)*   key
 *   key    size of the chunk as stored u32   filters that were left out u32   coordinates u64*   0 u64
 * </pre>
 *
 * @see "HDF5 file format specification 3.0, III.A.1 Version 1 B-trees"
 */
final class ChunkIndex {

  /** Their places are kept in memory. */
  private static final int MOST_CHUNKS = 1 << 20;

  private static final String NODE = "node of chunks";
  private static final int HEAD = 24;

  private final Image image;
  private final Shape shape;
  private final String what;

  /** The extents of a chunk. */
  private final long[] chunk;

  /** How many chunks there are along each axis. */
  private final int[] grid;

  private final long[] addresses;
  private final int[] sizes;
  private final int[] masks;
  private int nodes;
  private long stored;
  private int found;

  private ChunkIndex(Image image, Dataset dataset, String what) throws IOException {
    this.image = image;
    this.shape = dataset.shape();
    this.what = what;
    this.chunk = dataset.layout().chunk().stream().mapToLong(Long::longValue).toArray();
    if (chunk.length != shape.rank()) {
      throw Corrupt.at(
          image.description(),
          "%s: chunks of %d dimensions, the shape is %s",
          what,
          chunk.length,
          shape);
    }
    this.grid = new int[chunk.length];
    long count = 1;
    for (int axis = 0; axis < grid.length; axis++) {
      long chunks = (shape.extent(axis) - 1) / chunk[axis] + 1;
      count = chunks > MOST_CHUNKS ? MOST_CHUNKS + 1L : Math.min(count * chunks, MOST_CHUNKS + 1L);
      grid[axis] = (int) Math.min(chunks, MOST_CHUNKS);
    }
    if (count > MOST_CHUNKS) {
      throw Unsupported.at(
          image.description(), "%s: more than %d chunks%s", what, MOST_CHUNKS, Superblock.WAY_OUT);
    }
    this.addresses = new long[(int) count];
    Arrays.fill(addresses, Image.UNDEFINED);
    this.sizes = new int[addresses.length];
    this.masks = new int[addresses.length];
  }

  /** Reads the tree of a dataset that has elements. */
  static ChunkIndex read(Image image, Dataset dataset, String what) throws IOException {
    ChunkIndex index = new ChunkIndex(image, dataset, what);
    if (dataset.layout().address() != Image.UNDEFINED) {
      index.node(dataset.layout().address(), Integer.MAX_VALUE);
    }
    return index;
  }

  private void node(long address, int above) throws IOException {
    ByteCursor in = image.at(address, HEAD, NODE);
    image.expect(in, "TREE", NODE, address);
    int type = in.fixed8("type");
    int level = in.fixed8("level");
    int entries = in.fixed16("entries");
    boolean isBelow = above == Integer.MAX_VALUE || level == above - 1;
    if (type != 1 || !isBelow || ++nodes > 2 * addresses.length + 256) {
      throw image.corrupt(
          NODE, address, "has type " + type + " and level " + level + ", below level " + above);
    }
    int key = 8 + 8 * (chunk.length + 1);
    for (int i = 0; i < entries; i++) {
      ByteCursor entry = image.at(address + HEAD + (long) i * (key + 8), key + 8, NODE);
      int size = entry.fixed32("size");
      int mask = entry.fixed32("filters");
      if (level > 0) {
        entry.skip(key - 8L, "coordinates");
        node(entry.fixed64("child"), level);
      } else {
        leaf(entry, size, mask);
      }
    }
  }

  private void leaf(ByteCursor entry, int size, int mask) throws IOException {
    int number = 0;
    for (int axis = 0; axis < chunk.length; axis++) {
      long start = entry.fixed64("coordinate");
      if (start < 0 || start % chunk[axis] != 0) {
        throw entry.corrupt("%s: no chunk begins at %d of axis %d", what, start, axis);
      }
      if (start >= shape.extent(axis)) {
        // Left over from when the dataset was larger.
        return;
      }
      number = number * grid[axis] + (int) (start / chunk[axis]);
    }
    entry.skip(8, "coordinate");
    if (addresses[number] != Image.UNDEFINED) {
      throw entry.corrupt("%s: chunk %d appears twice", what, number);
    }
    long address = entry.fixed64("address");
    long bytes = size & 0xffffffffL;
    image.run(address, bytes, what + ": chunk");
    stored += bytes;
    found++;
    if (stored > image.size()) {
      throw entry.corrupt("%s: its chunks take more bytes than the file has", what);
    }
    addresses[number] = address;
    sizes[number] = size;
    masks[number] = mask;
  }

  /** How many chunks the shape takes. */
  int count() {
    return addresses.length;
  }

  /** How many of them are stored. */
  int found() {
    return found;
  }

  /** The number of the chunk that has an element. */
  int number(long[] coordinates) {
    int number = 0;
    for (int axis = 0; axis < chunk.length; axis++) {
      number = number * grid[axis] + (int) (coordinates[axis] / chunk[axis]);
    }
    return number;
  }

  /** The extent of a chunk along an axis. */
  long extent(int axis) {
    return chunk[axis];
  }

  /** True if a chunk is stored; one that is not is all fill value. */
  boolean has(int number) {
    return addresses[number] != Image.UNDEFINED;
  }

  long address(int number) {
    return addresses[number];
  }

  /** Bytes that a chunk takes in the file. */
  long size(int number) {
    return sizes[number] & 0xffffffffL;
  }

  /** True if a filter was left out of a chunk. */
  boolean isLeftOut(int number, int filter) {
    return (masks[number] >>> filter & 1) != 0;
  }
}
