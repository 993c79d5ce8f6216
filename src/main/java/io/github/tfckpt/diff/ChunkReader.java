package io.github.tfckpt.diff;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Decoder;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * One side of a comparison: reads its chunks, sums them, decodes pieces of them. For one thread.
 */
final class ChunkReader {

  private final DType dtype;
  private final ByteSource source;
  private final boolean summed;
  private final ByteBuffer chunk;
  private final CRC32C crc = new CRC32C();
  private final Decoder decoder;

  /**
   * A reader of chunks.
   *
   * @param end the element before which it will stop
   * @param space at least as many bytes as they take; used by one reader at a time
   */
  ChunkReader(FixedElements elements, long end, ByteBuffer space, Decoder decoder) {
    this.dtype = elements.dtype();
    this.source = elements.inOrder(end);
    this.summed = elements.isSummed();
    this.chunk = space.order(ByteOrder.LITTLE_ENDIAN);
    this.decoder = decoder;
  }

  /** Reads elements from {@code first} on. */
  void read(long first, int count) throws IOException {
    chunk.clear().limit(count * dtype.width());
    source.read(first * dtype.width(), chunk);
    chunk.flip();
  }

  boolean isSummed() {
    return summed;
  }

  /** The checksum of what was read last, or 0 if the tensor has none. */
  int sum() {
    if (!summed) {
      return 0;
    }
    crc.reset();
    crc.update(chunk.duplicate());
    return (int) crc.getValue();
  }

  ByteBuffer chunk() {
    return chunk;
  }

  Decoder decoder() {
    return decoder;
  }

  DType dtype() {
    return dtype;
  }
}
