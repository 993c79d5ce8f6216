package io.github.tfckpt.tensor;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.Pieces;
import java.io.IOException;

/**
 * The elements of a tensor in row-major order (the last index runs fastest). They stay in the file
 * until they are asked for; nothing here is as big as the tensor.
 */
public sealed interface Elements permits FixedElements, StringElements {

  /** How many elements there are. */
  long count();

  /**
   * Reads everything and compares it with the checksums that the checkpoint keeps. A view has none:
   * it succeeds at once.
   *
   * @throws Corrupt if a sum is not what is stored, or bytes are missing
   */
  void check() throws IOException;

  /**
   * Hands all elements to a sink as bytes that depend on the values alone, whatever the format they
   * were stored in: row-major and little-endian; a string is its length (8 bytes, little-endian)
   * and then its bytes. Checksums are compared as in {@link #check}, at the latest when the last
   * byte has been handed over.
   */
  void stream(Pieces.Sink sink) throws IOException;

  /** Some of these elements, in another order. */
  Elements view(View view);
}
