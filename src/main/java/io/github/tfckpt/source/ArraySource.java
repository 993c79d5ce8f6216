package io.github.tfckpt.source;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.nio.ByteBuffer;

/** A source in memory. The array is taken over, not copied: its giver must not change it. */
public final class ArraySource implements ByteSource {

  private final String description;
  private final byte[] array;
  private final int size;

  /** The first {@code size} bytes of {@code array}. */
  public ArraySource(String description, byte[] array, int size) {
    this.description = description;
    this.array = array;
    this.size = size;
  }

  /** The array itself, not a copy: for reading only. */
  public byte[] array() {
    return array;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws Corrupt {
    if (offset < 0 || offset > size - target.remaining()) {
      throw Corrupt.at(
          description,
          "expected %d bytes at %d, there are %d in all",
          target.remaining(),
          offset,
          size);
    }
    target.put(array, (int) offset, target.remaining());
  }
}
