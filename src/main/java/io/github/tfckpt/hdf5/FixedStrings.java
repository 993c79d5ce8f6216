package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.BlockSource;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Strings that take as many bytes each, and end where their padding begins. */
final class FixedStrings extends StringElements {

  private static final int PIECE = 1 << 12;

  private final ByteSource stored;
  private final int width;
  private final byte padding;

  /**
   * Strings in a row.
   *
   * @param padding what is not part of a string at its end
   */
  FixedStrings(ByteSource stored, int width, byte padding) {
    this.stored = stored;
    this.width = width;
    this.padding = padding;
  }

  @Override
  public long count() {
    return stored.size() / width;
  }

  @Override
  public ByteSource at(long index) throws IOException {
    ByteSource whole = stored.slice(index * width, width);
    ByteBuffer piece = ByteBuffer.allocate(Math.min(PIECE, width));
    for (int end = width; end > 0; ) {
      int start = Math.max(0, end - piece.capacity());
      piece.clear().limit(end - start);
      whole.read(start, piece);
      while (end > start && piece.get(end - start - 1) == padding) {
        end--;
      }
      if (end > start) {
        return whole.slice(0, end);
      }
    }
    return whole.slice(0, 0);
  }

  @Override
  public StringElements forward() {
    return new FixedStrings(new BlockSource(stored), width, padding);
  }

  @Override
  public void check() {}
}
