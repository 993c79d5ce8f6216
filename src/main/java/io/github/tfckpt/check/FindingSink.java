package io.github.tfckpt.check;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;

/** Where findings go. */
@FunctionalInterface
public interface FindingSink {

  /**
   * Takes one finding.
   *
   * @param finding an error or a warning
   */
  void add(Finding finding);

  /**
   * Takes a checksum that is not the stored one: a finding, once somebody has looked closer.
   *
   * @param mismatch what was summed, and both sums
   * @throws IOException if the bytes are looked at again, and cannot be read
   */
  default void mismatch(Mismatch mismatch) throws IOException {
    add(mismatch.finding(""));
  }

  /**
   * Takes damage that the bytes themselves may explain: a finding, once somebody has looked closer.
   *
   * @param finding what is wrong
   * @param run the bytes as they are stored
   * @param fileOffset where the run begins in its file
   * @throws IOException if the bytes are looked at again, and cannot be read
   */
  default void damaged(Finding finding, ByteSource run, long fileOffset) throws IOException {
    add(finding);
  }
}
