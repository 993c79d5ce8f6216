package io.github.tfckpt.tf.graph;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;

/** Strings of which only the first are stored, and the last of these again and again. */
final class RepeatedStrings extends StringElements {

  private static final ByteSource NOTHING = new ArraySource("no string", new byte[0], 0);

  private final StringElements stored;
  private final long count;

  RepeatedStrings(StringElements stored, long count) {
    this.stored = stored;
    this.count = count;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public ByteSource at(long index) throws IOException {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(index + " of " + count);
    }
    return stored.count() == 0 ? NOTHING : stored.at(Math.min(index, stored.count() - 1));
  }

  @Override
  public void check() {
    // These files keep no sums.
  }
}
