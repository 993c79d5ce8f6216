package io.github.tfckpt.testing;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A source that counts how often it is asked, as a remote file system would be. */
public final class CountingSource implements ByteSource {

  private final ByteSource source;
  private long reads;
  private long bytes;

  /** Counts reads of a source. */
  public CountingSource(ByteSource source) {
    this.source = source;
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
    reads++;
    bytes += target.remaining();
    source.read(offset, target);
  }

  /** How often something was read. */
  public long reads() {
    return reads;
  }

  /** How many bytes were read. */
  public long bytes() {
    return bytes;
  }
}
