package io.github.tfckpt.diff;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.StoredPieces;
import io.github.tfckpt.entry.TensorEntry;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a checkpoint stores that tells the bytes of a tensor from others, without reading them.
 *
 * @param entry the tensor
 * @param whole the sum of all its bytes, if it can be told
 * @param pieces the sums of its slices, if there is no sum of all
 */
public record StoredSums(TensorEntry entry, OptionalInt whole, Optional<StoredPieces> pieces) {

  /**
   * {@return what is stored of a tensor; it outlives the checkpoint}
   *
   * @param checkpoint open as long as this takes
   * @param entry one of its tensors
   */
  public static StoredSums of(Checkpoint checkpoint, TensorEntry entry) {
    return new StoredSums(entry, checkpoint.storedSum(entry), checkpoint.storedPieces(entry));
  }

  /**
   * {@return nothing but the tensor}
   *
   * @param entry of any checkpoint
   */
  public static StoredSums none(TensorEntry entry) {
    return new StoredSums(entry, OptionalInt.empty(), Optional.empty());
  }

  /**
   * {@return if the bytes of two tensors of one type are the same, as far as sums tell: equal sums
   * are taken for equal bytes; empty where nothing that is stored compares}
   *
   * @param other of the same or of another checkpoint
   */
  public Optional<Boolean> isSame(StoredSums other) {
    if (whole.isPresent() && other.whole.isPresent()) {
      return Optional.of(whole.equals(other.whole) && entry.bytes().equals(other.entry.bytes()));
    }
    boolean isComparable =
        pieces.isPresent()
            && other.pieces.isPresent()
            && pieces.get().isComparable(other.pieces.get())
            && entry.shape().equals(other.entry.shape());
    return isComparable ? Optional.of(pieces.equals(other.pieces)) : Optional.empty();
  }
}
