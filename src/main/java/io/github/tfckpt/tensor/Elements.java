package io.github.tfckpt.tensor;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.Pieces;
import java.io.IOException;

/**
 * The elements of a tensor in row-major order (the last index runs fastest). They stay in the file
 * until they are asked for; nothing here is as big as the tensor.
 */
public sealed interface Elements permits FixedElements, StringElements {

  /** {@return how many elements there are} */
  long count();

  /**
   * Reads everything and compares it with the checksums that the checkpoint keeps. A view has none:
   * it succeeds at once.
   *
   * @throws Corrupt if a sum is not what is stored, or bytes are missing
   * @throws IOException if a file cannot be read
   */
  void check() throws IOException;

  /**
   * Hands all elements to a sink as bytes that depend on the values alone, whatever the format they
   * were stored in: row-major and little-endian; a string is its length (8 bytes, little-endian)
   * and then its bytes. Checksums are compared as in {@link #check}, at the latest when the last
   * byte has been handed over.
   *
   * @param sink takes pieces of any size, which need not end where an element does
   * @throws Corrupt if a sum is not what is stored, or bytes are missing
   * @throws IOException if a file cannot be read, or the sink throws
   */
  void stream(Pieces.Sink sink) throws IOException;

  /**
   * {@return some of these elements, in another order; none of them is read yet}
   *
   * @param view of a tensor with as many elements
   */
  Elements view(View view);

  /**
   * {@return all of these elements, in another order} Unlike a {@link #view}, it has the checksums
   * of what it is made of.
   *
   * @param view of a tensor with as many elements, that takes each of them
   */
  Elements rearranged(View view);
}
