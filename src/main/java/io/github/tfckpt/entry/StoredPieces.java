package io.github.tfckpt.entry;

import io.github.tfckpt.tensor.TensorSlice;
import java.util.List;

/**
 * The checksums that a format stores of a tensor's pieces: of all of it, or of each of its slices.
 *
 * @param bigEndian if elements of several bytes lie the other way round in it
 * @param slices in the order of their places; none for a whole tensor
 * @param sums plain CRC-32C of each piece
 */
public record StoredPieces(boolean bigEndian, List<TensorSlice> slices, List<Integer> sums) {

  /** Pieces that do not change any more. */
  public StoredPieces {
    slices = List.copyOf(slices);
    sums = List.copyOf(sums);
  }

  /**
   * {@return true if the sums of both are of the same bytes where the tensors are the same}
   *
   * @param other those of another tensor
   */
  public boolean isComparable(StoredPieces other) {
    return bigEndian == other.bigEndian && slices.equals(other.slices);
  }
}
