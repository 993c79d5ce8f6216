package io.github.tfckpt.hdf5;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Elements that lie in chunks, in row-major order. Chunks that were not changed are read in place;
 * others are decompressed one by one, and kept for a while. Every chunk is stored whole, also where
 * the shape cuts it.
 */
final class ChunkedSource implements ByteSource {

  /** A chunk that was changed has to be in memory. */
  private static final long MOST_CHUNK = 16 << 20;

  /** Chunks of one dataset that are reported. */
  private static final int MOST_TOLD = 100;

  private final Image image;
  private final Dataset dataset;
  private final ChunkIndex index;
  private final ChunkCache cache;
  private final ChunkCodec codec;
  private final FillSource fill;
  private final String what;
  private final long[] strides;
  private final long chunkBytes;

  private ChunkedSource(
      Image image, Dataset dataset, ChunkIndex index, ChunkCache cache, String what)
      throws IOException {
    this.image = image;
    this.dataset = dataset;
    this.index = index;
    this.cache = cache;
    this.what = what;
    this.strides = new long[dataset.shape().rank()];
    View all = View.all(dataset.shape());
    long elements = 1;
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] = all.stride(axis);
      elements = Math.multiplyExact(elements, index.extent(axis));
    }
    this.chunkBytes = Math.multiplyExact(elements, (long) dataset.type().width());
    this.codec = new ChunkCodec(dataset.filters(), dataset.type().width());
    this.fill = new FillSource(image.description(), dataset.fill(), dataset.type().width(), size());
  }

  /** The elements of a dataset that has some. */
  static ChunkedSource of(Image image, Dataset dataset, ChunkCache cache, String what)
      throws IOException {
    ChunkIndex index = ChunkIndex.read(image, dataset, what);
    ChunkedSource source;
    try {
      source = new ChunkedSource(image, dataset, index, cache, what);
    } catch (ArithmeticException e) {
      throw new Corrupt(image.description(), what + ": a chunk of more than 2^63 bytes");
    }
    source.check();
    return source;
  }

  private void check() throws IOException {
    boolean changed = !dataset.filters().ids().isEmpty();
    if (changed && chunkBytes > MOST_CHUNK) {
      throw Unsupported.at(
          image.description(),
          "%s: compressed chunks of %d bytes, at most %d are read%s",
          what,
          chunkBytes,
          MOST_CHUNK,
          Superblock.WAY_OUT);
    }
    for (int number = 0; number < index.count() && !changed; number++) {
      if (index.has(number) && index.size(number) != chunkBytes) {
        throw Corrupt.at(
            image.description(),
            "%s: chunk %d has %d bytes, expected %d",
            what,
            number,
            index.size(number),
            chunkBytes);
      }
    }
    int missing = index.count() - index.found();
    if (missing > 0) {
      dataset.requireSmall(image, what + ": " + missing + " of " + index.count() + " chunks");
    }
  }

  /** Takes where a chunk lies, and how many bytes it has there. */
  @FunctionalInterface
  interface ChunkVisitor {
    void chunk(long start, long size);
  }

  /** Visits all chunks that are stored. */
  void eachChunk(ChunkVisitor place) {
    for (int number = 0; number < index.count(); number++) {
      if (index.has(number)) {
        place.chunk(index.address(number), index.size(number));
      }
    }
  }

  /**
   * Reads each chunk that was changed to see whether it can be restored.
   *
   * @param start where the HDF5 begins in its file
   */
  void check(Bytes key, long start, FindingSink findings) throws IOException {
    int told = 0;
    byte[] room = new byte[codec.isPlain() ? 0 : (int) chunkBytes];
    for (int number = 0; number < index.count() && !codec.isPlain(); number++) {
      if (index.has(number)) {
        try {
          decode(number, room);
        } catch (Corrupt e) {
          ByteSource chunk = image.run(index.address(number), index.size(number), what);
          findings.damaged(Finding.of(e, key), chunk, start + index.address(number));
          if (++told == MOST_TOLD) {
            return;
          }
        }
      }
    }
  }

  @Override
  public String description() {
    return image.description() + ": " + what;
  }

  @Override
  public long size() {
    return dataset.bytes();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    if (offset < 0 || offset > size() - target.remaining()) {
      throw Corrupt.at(
          description(),
          "expected %d bytes at %d, there are %d",
          target.remaining(),
          offset,
          size());
    }
    Cursor cursor = new Cursor();
    try {
      for (long at = offset; target.hasRemaining(); ) {
        at += cursor.copy(at, target);
      }
    } finally {
      cursor.release();
    }
  }

  /** Goes from one run of bytes that lie side by side in a chunk to the next. */
  private final class Cursor {

    private final int width = dataset.type().width();
    private final long[] coordinates = new long[strides.length];
    private Optional<ChunkCache.Chunk> held = Optional.empty();
    private int heldNumber;

    /** Copies what lies together from {@code at} on; the result is how many bytes. */
    int copy(long at, ByteBuffer target) throws IOException {
      long rest = at / width;
      long inside = at % width;
      for (int axis = 0; axis < strides.length; axis++) {
        coordinates[axis] = rest / strides[axis];
        rest %= strides[axis];
      }
      int number = index.number(coordinates);
      int length = (int) Math.min(run(coordinates) * width - inside, target.remaining());
      long local = local(coordinates) * width + inside;
      if (!index.has(number)) {
        ChunkedSource.copy(fill, at, target, length);
      } else if (codec.isPlain()) {
        ByteSource stored = image.run(index.address(number), chunkBytes, what);
        ChunkedSource.copy(stored, local, target, length);
      } else {
        target.put(chunk(number).bytes(), (int) local, length);
      }
      return length;
    }

    private ChunkCache.Chunk chunk(int number) throws IOException {
      if (held.isEmpty() || heldNumber != number) {
        release();
        long tree = dataset.layout().address();
        held =
            Optional.of(cache.borrow(tree, number, (int) chunkBytes, room -> decode(number, room)));
        heldNumber = number;
      }
      return held.get();
    }

    void release() {
      held.ifPresent(cache::release);
      held = Optional.empty();
    }
  }

  private static void copy(ByteSource from, long offset, ByteBuffer target, int length)
      throws IOException {
    int limit = target.limit();
    target.limit(target.position() + length);
    from.read(offset, target);
    target.limit(limit);
  }

  private void decode(int number, byte[] room) throws IOException {
    ByteSource stored = image.run(index.address(number), index.size(number), what);
    try {
      codec.decode(stored, room, filter -> index.isLeftOut(number, filter));
    } catch (Corrupt e) {
      throw new Corrupt(e.where(), what + ": chunk " + number + ": " + e.what());
    }
  }

  /** How many elements from here on lie side by side both in the whole and in the chunk. */
  private long run(long[] coordinates) {
    long run = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      long extent = index.extent(axis);
      long end =
          Math.min(coordinates[axis] / extent * extent + extent, dataset.shape().extent(axis));
      run += (end - coordinates[axis] - 1) * strides[axis];
      if (extent != dataset.shape().extent(axis)) {
        break;
      }
    }
    return run;
  }

  /** The element's row-major index within its chunk. */
  private long local(long[] coordinates) {
    long local = 0;
    for (int axis = 0; axis < coordinates.length; axis++) {
      local = local * index.extent(axis) + coordinates[axis] % index.extent(axis);
    }
    return local;
  }
}
