package io.github.tfckpt.store;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.source.Capacity;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.TensorSlice;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;

/**
 * Entries of whole and partitioned tensors, kept by column: an index may have a million of them,
 * and memory that was never touched before is what costs most. An entry is made when it is asked
 * for.
 */
public final class EntryColumns extends AbstractList<TensorEntry> implements RandomAccess {

  private static final int[] NO_SUMS = {};

  private final int count;
  private final byte[] keys;

  /** Where each key ends in {@link #keys}. */
  private final int[] keyEnds;

  private final DType[] dtypes;
  private final Shape[] shapes;
  private final int[] shards;
  private final int[] sums;

  /** False if the format stores no sums. */
  private final boolean isSummed;

  private final long[] offsets;
  private final long[] sizes;

  /** The slices of the entries that have some. */
  private final Map<Integer, List<TensorSlice>> slices;

  private EntryColumns(Builder from) {
    count = from.count;
    keys = Arrays.copyOf(from.keys, from.keyBytes);
    keyEnds = Arrays.copyOf(from.keyEnds, count);
    dtypes = Arrays.copyOf(from.dtypes, count);
    shapes = Arrays.copyOf(from.shapes, count);
    shards = Arrays.copyOf(from.shards, count);
    isSummed = from.isSummed;
    sums = isSummed ? Arrays.copyOf(from.sums, count) : NO_SUMS;
    offsets = Arrays.copyOf(from.offsets, count);
    sizes = Arrays.copyOf(from.sizes, count);
    slices = Map.copyOf(from.slices);
  }

  private static int keyStart(int[] keyEnds, int index) {
    return index == 0 ? 0 : keyEnds[index - 1];
  }

  @Override
  public int size() {
    return count;
  }

  /** The indices of the entries that have slices. */
  Set<Integer> sliced() {
    return slices.keySet();
  }

  /** The key of an entry. */
  public Bytes key(int index) {
    int start = keyStart(keyEnds, index);
    return Bytes.of(keys, start, keyEnds[index] - start);
  }

  @Override
  public TensorEntry get(int index) {
    Bytes key = key(index);
    DType dtype = dtypes[index];
    Shape shape = shapes[index];
    if (!slices.isEmpty() && slices.containsKey(index)) {
      return TensorEntry.scattered(key, dtype, shape, slices.get(index));
    }
    int shard = shards[index];
    return isSummed
        ? TensorEntry.stored(key, dtype, shape, shard, offsets[index], sizes[index], sums[index])
        : TensorEntry.unsummed(key, dtype, shape, shard, offsets[index], sizes[index]);
  }

  /** Gathers columns; one of these serves for many, so that its room is touched once. */
  public static final class Builder {

    /** What an entry takes without its key, while all are sorted. */
    private static final int BYTES_EACH = 160;

    private byte[] keys = new byte[1024];
    private int keyBytes;
    private int[] keyEnds = new int[32];
    private DType[] dtypes = new DType[32];
    private Shape[] shapes = new Shape[32];
    private int[] shards = new int[32];
    private int[] sums = new int[32];
    private long[] offsets = new long[32];
    private long[] sizes = new long[32];
    private int count;
    private boolean isSummed = true;
    private final Map<Integer, List<TensorSlice>> slices = new HashMap<>();

    /** Begins anew. */
    public void clear() {
      keyBytes = 0;
      count = 0;
      isSummed = true;
      slices.clear();
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

    /** Adds a tensor without a sum, see {@link TensorEntry#unsummed}; then none has one. */
    public void addUnsummed(
        Bytes key, DType dtype, Shape shape, int shard, long offset, long size) {
      addStored(key, dtype, shape, shard, offset, size, 0);
      isSummed = false;
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
      int end = Math.addExact(keyBytes, key.size());
      if (end > keys.length) {
        long twice = 2L * keys.length;
        keys = Arrays.copyOf(keys, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, twice)));
      }
      key.copyTo(keys, keyBytes);
      keyBytes = end;
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

    /** True if more entries would not fit into memory, now or when they are sorted. */
    public boolean isFull() {
      return (long) BYTES_EACH * count + 3L * keyBytes > Capacity.bytes();
    }

    /** True if no entry has been added. */
    public boolean isEmpty() {
      return count == 0;
    }

    /** The key that was added last, valid until the next; there has to be one. */
    public Bytes lastKey() {
      int start = keyStart(keyEnds, count - 1);
      return Bytes.of(keys, start, keyBytes - start);
    }

    /** What was gathered, in no more memory than it takes. */
    public EntryColumns build() {
      return new EntryColumns(this);
    }

    /** What was gathered without slices, by key; of equal ones the first added comes first. */
    public EntryColumns buildSorted() {
      Integer[] order = new Integer[count];
      boolean rises = true;
      for (int i = 0; i < count; i++) {
        order[i] = i;
        rises &= i == 0 || compareKeys(i - 1, i) <= 0;
      }
      if (rises) {
        return build();
      }
      Arrays.sort(order, this::compareKeys);
      Builder sorted = new Builder();
      for (int i : order) {
        int start = keyStart(keyEnds, i);
        Bytes key = Bytes.of(keys, start, keyEnds[i] - start);
        sorted.addStored(key, dtypes[i], shapes[i], shards[i], offsets[i], sizes[i], sums[i]);
      }
      sorted.isSummed = isSummed;
      return sorted.build();
    }

    private int compareKeys(int a, int b) {
      return Arrays.compareUnsigned(
          keys, keyStart(keyEnds, a), keyEnds[a], keys, keyStart(keyEnds, b), keyEnds[b]);
    }
  }
}
