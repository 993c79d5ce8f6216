package io.github.tfckpt.check;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.util.Optional;

/**
 * A checksum over many bytes, still to be compared. It is done in two steps, so that somebody else
 * can sum the bytes, on as many threads as there are: {@link #open}, then {@link #finish}.
 */
public interface DataCheck {

  /** {@return about how many bytes have to be read} */
  long size();

  /**
   * {@return how many tensors have their beginning here, so that all parts together count each
   * once}
   */
  long tensors();

  /**
   * {@return how many blocks of a table lie in these bytes: 1 for a block of V1's records, 0 for a
   * run of a shard}
   */
  long blocks();

  /**
   * Checks what stands before the bytes to be summed, and gives these.
   *
   * @param findings takes what is wrong so far
   * @return empty if there is nothing to sum; why is among the findings then
   * @throws IOException if something cannot be read: see {@link #fail}
   */
  Optional<ByteSource> open(FindingSink findings) throws IOException;

  /**
   * Compares the sum, and checks what can only be told of sound bytes.
   *
   * @param sum plain CRC-32C of what {@link #open} gave
   * @param findings takes what is wrong
   * @throws IOException if something cannot be read: see {@link #fail}
   */
  void finish(int sum, FindingSink findings) throws IOException;

  /**
   * Says what follows from bytes that cannot be read.
   *
   * @param e why they cannot
   * @param findings takes what is wrong
   */
  void fail(IOException e, FindingSink findings);
}
