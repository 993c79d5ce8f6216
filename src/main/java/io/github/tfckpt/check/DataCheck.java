package io.github.tfckpt.check;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.util.Optional;

/**
 * A checksum over many bytes, still to be compared. It is done in two steps, so that somebody else
 * can sum the bytes, on as many threads as there are: {@link #open}, then {@link #finish}.
 */
public interface DataCheck {

  /** About how many bytes have to be read. */
  long size();

  /** How many tensors have their beginning here, so that all parts together count each once. */
  long tensors();

  /** How many blocks of a table this is. */
  long blocks();

  /**
   * Checks what stands before the bytes to be summed, and gives these.
   *
   * @return empty if there is nothing to sum; why is among the findings then
   */
  Optional<ByteSource> open(FindingSink findings) throws IOException;

  /**
   * Compares the sum, and checks what can only be told of sound bytes.
   *
   * @param sum plain CRC-32C of what {@link #open} gave
   */
  void finish(int sum, FindingSink findings) throws IOException;

  /** What there is to say if reading fails. */
  void fail(IOException e, FindingSink findings);
}
