package io.github.tfckpt.entry;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.TensorSlice;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * Entries of whole and partitioned tensors, kept by column: an index may have a million of them,
 * and memory that was never touched before is what costs most. An entry is made when it is asked
 * for.
 */
public final class EntryColumns extends AbstractList<TensorEntry> implements RandomAccess {

  private byte[] keys;

  /** Where each key ends in {@link #keys}. */
  private int[] keyEnds;

  private DType[] dtypes;
  private Shape[] shapes;
  private int[] shards;
  private int[] sums;
  private long[] offsets;
  private long[] sizes;
  private int count;

  /** The slices of the entries that have some. */
  private final Map<Integer, List<TensorSlice>> slices = new HashMap<>();

  /**
   * Room for entries; more is made when needed.
   *
   * @param bytes of the block that they come from
   */
  public EntryColumns(long bytes) {
    int expected = (int) Math.min(1 << 16, bytes / 32) + 8;
    keys = new byte[(int) Math.min(1 << 20, bytes / 2) + 64];
    keyEnds = new int[expected];
    dtypes = new DType[expected];
    shapes = new Shape[expected];
    shards = new int[expected];
    sums = new int[expected];
    offsets = new long[expected];
    sizes = new long[expected];
  }

  /** Adds a tensor that is one run of a shard: see {@link TensorEntry#stored}. */
  public void addStored(
      Bytes key, DType dtype, Shape shape, int shard, long offset, long size, int sum) {
    add(key, dtype, shape);
    shards[count] = shard;
    offsets[count] = offset;
    sizes[count] = size;
    sums[count] = sum;
    count++;
  }

  /** Adds a tensor that lies in its slices: see {@link TensorEntry#scattered}. */
  public void addScattered(Bytes key, DType dtype, Shape shape, List<TensorSlice> itsSlices) {
    add(key, dtype, shape);
    slices.put(count, List.copyOf(itsSlices));
    count++;
  }

  private void add(Bytes key, DType dtype, Shape shape) {
    if (count == keyEnds.length) {
      grow(2 * count);
    }
    int start = keyStart(count);
    int end = Math.addExact(start, key.size());
    if (end > keys.length) {
      keys = Arrays.copyOf(keys, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, 2L * start)));
    }
    key.copyTo(keys, start);
    keyEnds[count] = end;
    dtypes[count] = dtype;
    shapes[count] = shape;
  }

  private void grow(int size) {
    keyEnds = Arrays.copyOf(keyEnds, size);
    dtypes = Arrays.copyOf(dtypes, size);
    shapes = Arrays.copyOf(shapes, size);
    shards = Arrays.copyOf(shards, size);
    sums = Arrays.copyOf(sums, size);
    offsets = Arrays.copyOf(offsets, size);
    sizes = Arrays.copyOf(sizes, size);
  }

  private int keyStart(int index) {
    return index == 0 ? 0 : keyEnds[index - 1];
  }

  @Override
  public int size() {
    return count;
  }

  /** The key of an entry. */
  public Bytes key(int index) {
    int start = keyStart(index);
    return Bytes.of(keys, start, keyEnds[index] - start);
  }

  @Override
  public TensorEntry get(int index) {
    Bytes key = key(index);
    boolean whole = slices.isEmpty() || !slices.containsKey(index);
    return whole
        ? TensorEntry.stored(
            key,
            dtypes[index],
            shapes[index],
            shards[index],
            offsets[index],
            sizes[index],
            sums[index])
        : TensorEntry.scattered(key, dtypes[index], shapes[index], slices.get(index));
  }
}
