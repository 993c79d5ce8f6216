package io.github.tfckpt.store;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import java.io.IOException;
import java.util.Optional;

/**
 * A check that reads data itself, because its sum is no CRC-32C, or there is none.
 *
 * @param size about how many bytes it reads
 * @param tensors how many tensors have their beginning in what it reads
 * @param tensor the key of the one that it is about; empty if it is about none
 * @param reading does it
 */
public record ReadCheck(long size, long tensors, Optional<Bytes> tensor, Reading reading)
    implements DataCheck {

  /** Reads data and says what is wrong. */
  @FunctionalInterface
  public interface Reading {
    /** What it throws is a finding too. */
    void read(FindingSink findings) throws IOException;
  }

  @Override
  public long blocks() {
    return 0;
  }

  @Override
  public Optional<ByteSource> open(FindingSink findings) throws IOException {
    reading.read(findings);
    return Optional.empty();
  }

  @Override
  public void finish(int sum, FindingSink findings) {
    throw new IllegalStateException("nothing was given to sum");
  }

  @Override
  public void fail(IOException e, FindingSink findings) {
    findings.add(tensor.isPresent() ? Finding.of(e, tensor.get()) : Finding.of(e));
  }
}
