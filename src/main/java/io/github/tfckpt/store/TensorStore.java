package io.github.tfckpt.store;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.StoredPieces;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Tensors by their entries, whatever format they are stored in: what a format has to give. What it
 * need not have, such as sums of its own, has a default here.
 */
public interface TensorStore extends Closeable {

  /** All tensors whose entries can be read, in the order of their keys. */
  List<TensorEntry> tensors();

  /** What of the index cannot be read, a message each; empty for a sound index. */
  List<String> damage();

  /** What a person should know of the files, a message each: missing ones, odd names. */
  default List<String> remarks() {
    return List.of();
  }

  /** The names that the layout of the files gives to tensors, of a format without object graph. */
  default FullNames fullNames() {
    return FullNames.none();
  }

  /** What the checkpoint says of itself, and how long its data files are. */
  StoreFacts facts() throws IOException;

  /**
   * The plain CRC-32C of a tensor's bytes, row-major and little-endian, if stored sums give it
   * without reading them. Of strings and types without values it is the sum that the format
   * defines: equal for equal tensors.
   */
  default OptionalInt storedSum(TensorEntry entry) {
    return OptionalInt.empty();
  }

  /** The sums that are stored of a tensor's pieces, if there is one of each. */
  default Optional<StoredPieces> storedPieces(TensorEntry entry) {
    return Optional.empty();
  }

  /** True of a constant of a graph that only steers it: a shape, an axis, the bounds of a slice. */
  default boolean isSteering(TensorEntry entry) {
    return false;
  }

  /**
   * Bytes of all files that elements lie in, as far as those are there, inflated if they are
   * compressed. Empty if no two tensors can lie in the same place.
   */
  default OptionalLong dataBytes() throws IOException {
    return OptionalLong.empty();
  }

  /**
   * A tensor, its elements still in the files.
   *
   * @param entry one of {@link #tensors}
   * @throws CheckpointException if files are missing or too short, what is stored contradicts
   *     itself, or the type has no values to show
   */
  Tensor read(TensorEntry entry) throws IOException;

  /**
   * Checks that a type has values.
   *
   * @param where the file that the tensor is in
   * @param what names the tensor in messages
   * @throws Unsupported if it has none
   */
  static void requireValues(String where, String what, DType dtype) throws Unsupported {
    if (dtype.kind() == DType.Kind.OPAQUE) {
      throw Unsupported.at(
          where, "%s: tensors of type %s have no values to show; list still works", what, dtype);
    }
  }

  /**
   * The bytes of a tensor of a type without values, as they are stored.
   *
   * @param entry one of {@link #tensors}, with a checksum of its own
   * @throws CheckpointException if files are missing or too short
   */
  default FixedElements opaque(TensorEntry entry) throws IOException {
    throw new IllegalArgumentException(entry + " has no checksum");
  }
}
