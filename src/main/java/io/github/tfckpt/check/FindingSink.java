package io.github.tfckpt.check;

import java.io.IOException;

/** Where findings go. */
@FunctionalInterface
public interface FindingSink {

  /** Takes one finding. */
  void add(Finding finding);

  /** Takes a checksum that is not the stored one: a finding, once somebody has looked closer. */
  default void mismatch(Mismatch mismatch) throws IOException {
    add(mismatch.finding(""));
  }
}
