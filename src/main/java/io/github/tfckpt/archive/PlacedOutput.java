package io.github.tfckpt.archive;

import io.github.tfckpt.tensor.ElementBlocks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** Where the elements of one tensor go in a file. */
public final class PlacedOutput implements ElementBlocks.Placing {

  /** Bytes of a file that are made in one go: what a system keeps as one piece in memory. */
  private static final int CLEARED = 1 << 18;

  private final RandomOutput out;
  private final long start;
  private final LongConsumer progress;

  /**
   * A place.
   *
   * @param start of the first element, in bytes from the start of the file
   * @param progress takes the length of each run of elements
   */
  public PlacedOutput(RandomOutput out, long start, LongConsumer progress) {
    this.out = out;
    this.start = start;
    this.progress = progress;
  }

  @Override
  public void put(long offset, ByteBuffer run) throws IOException {
    int length = run.remaining();
    out.write(start + offset, run);
    progress.accept(length);
  }

  @Override
  public void clear(long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(CLEARED);
    for (long at = 0; at < bytes; at += CLEARED) {
      out.write(start + at, zeros.clear().limit((int) Math.min(CLEARED, bytes - at)));
    }
  }
}
