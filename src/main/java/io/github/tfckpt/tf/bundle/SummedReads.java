package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A source that sums up what is read of it, each byte once, as long as nothing is passed over. For
 * one thread.
 */
final class SummedReads implements ByteSource {

  private final ByteSource source;
  private final CRC32C sum = new CRC32C();
  private long position;

  /** Sums bytes from {@code start} on. */
  SummedReads(ByteSource source, long start) {
    this.source = source;
    this.position = start;
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    ByteBuffer read = target.duplicate();
    source.read(offset, target);
    long end = offset + read.remaining();
    if (offset <= position && position < end) {
      sum.update(read.position(read.position() + (int) (position - offset)));
      position = end;
    }
  }

  /** True if everything was read, up to the end. */
  boolean isComplete() {
    return position == source.size();
  }

  /** The sum of what was read. */
  int sum() {
    return (int) sum.getValue();
  }
}
