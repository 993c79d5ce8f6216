package io.github.tfckpt.entry;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.TensorSlice;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the index of a checkpoint says of one tensor, without its elements.
 *
 * <p>A partitioned variable has no place of its own: its elements lie in its slices.
 */
public final class TensorEntry {

  /** The key of the string tensor that holds the TF2 object graph. */
  public static final Bytes OBJECT_GRAPH = Bytes.utf8("_CHECKPOINTABLE_OBJECT_GRAPH");

  private static final long UNKNOWN = -1;

  private final Bytes key;
  private final DType dtype;
  private final Shape shape;
  private final List<TensorSlice> slices;
  private final long bytes;
  private final int shard;
  private final long offset;
  private final long crc;
  private final boolean placed;

  private TensorEntry(
      Bytes key,
      DType dtype,
      Shape shape,
      List<TensorSlice> slices,
      long bytes,
      int shard,
      long offset,
      long crc,
      boolean placed) {
    this.placed = placed;
    this.key = key;
    this.dtype = dtype;
    this.shape = shape;
    this.slices = slices;
    this.bytes = bytes;
    this.shard = shard;
    this.offset = offset;
    this.crc = crc;
  }

  /**
   * {@return the entry of a tensor that is one run of a shard}
   *
   * @param key the key in the table
   * @param dtype the type of each element
   * @param shape the shape of the tensor
   * @param shard number of the data shard, counted from 0
   * @param offset bytes from the start of the shard, as stored: may lie anywhere
   * @param size bytes of the run, as stored
   * @param crc plain CRC-32C, as stored
   */
  public static TensorEntry stored(
      Bytes key, DType dtype, Shape shape, int shard, long offset, long size, int crc) {
    long sum = Integer.toUnsignedLong(crc);
    return new TensorEntry(key, dtype, shape, List.of(), size, shard, offset, sum, true);
  }

  /**
   * {@return the entry of a tensor that is one run of a file, in a format that stores no checksums}
   *
   * @param key the name as the format has it
   * @param dtype the type of each element
   * @param shape the shape of the tensor
   * @param shard number of the data file, counted from 0
   * @param offset bytes from the start of the file, as stored: may lie anywhere
   * @param size bytes of the run, as stored
   */
  public static TensorEntry unsummed(
      Bytes key, DType dtype, Shape shape, int shard, long offset, long size) {
    return new TensorEntry(key, dtype, shape, List.of(), size, shard, offset, UNKNOWN, true);
  }

  /**
   * {@return the entry of a tensor without a run of its own: partitioned, or in the records of a V1
   * file}
   *
   * @param key the key in the table
   * @param dtype the type of each element
   * @param shape the shape of the whole tensor
   * @param slices in the order they were saved; none for a whole tensor
   * @throws ArithmeticException if the elements take more bytes than a {@code long} can count
   */
  public static TensorEntry scattered(
      Bytes key, DType dtype, Shape shape, List<TensorSlice> slices) {
    long bytes =
        dtype.isFixed() ? Math.multiplyExact(shape.elementCount(), (long) dtype.width()) : UNKNOWN;
    return new TensorEntry(key, dtype, shape, List.copyOf(slices), bytes, 0, 0, UNKNOWN, false);
  }

  /**
   * {@return how many bytes the elements of tensors take, as far as their entries say}
   *
   * @param entries of the tensors
   */
  public static long bytes(Iterable<TensorEntry> entries) {
    long bytes = 0;
    for (TensorEntry entry : entries) {
      bytes += Math.max(0, entry.bytes);
    }
    return bytes;
  }

  /** {@return the key in the table, as bytes} */
  public Bytes key() {
    return key;
  }

  /** {@return the key as it is shown and asked for: what is not printable is escaped} */
  public String name() {
    return key.toString();
  }

  /** {@return the type of each element} */
  public DType dtype() {
    return dtype;
  }

  /** {@return the shape of the whole tensor} */
  public Shape shape() {
    return shape;
  }

  /** {@return how many elements the shape has} */
  public long elementCount() {
    return shape.elementCount();
  }

  /**
   * {@return the slices of a partitioned variable in the order they were saved; none for a whole
   * tensor}
   */
  public List<TensorSlice> slices() {
    return slices;
  }

  /**
   * {@return how many bytes the elements take, if the index says so: of strings in records it does
   * not}
   */
  public OptionalLong bytes() {
    return bytes == UNKNOWN && !placed ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  /** {@return the number of the data shard, counted from 0, if the tensor is one run of it} */
  public OptionalInt shard() {
    return !placed ? OptionalInt.empty() : OptionalInt.of(shard);
  }

  /** {@return bytes from the start of the shard, if the tensor is one run of it} */
  public OptionalLong offset() {
    return !placed ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** {@return the plain CRC-32C that the index stores of the tensor, if it does} */
  public OptionalInt crc32c() {
    return crc == UNKNOWN ? OptionalInt.empty() : OptionalInt.of((int) crc);
  }

  /** Two entries that say the same are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TensorEntry entry
        && key.equals(entry.key)
        && dtype.equals(entry.dtype)
        && shape.equals(entry.shape)
        && slices.equals(entry.slices)
        && placed == entry.placed
        && bytes == entry.bytes
        && shard == entry.shard
        && offset == entry.offset
        && crc == entry.crc;
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return name() + " " + dtype + " " + shape;
  }
}
