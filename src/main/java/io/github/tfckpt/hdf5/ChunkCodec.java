package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes what was done to a chunk: shuffle, then deflate, or one of them. Shuffled, the first bytes
 * of all elements come first, then the second bytes.
 *
 * @see "HDF5: H5Zshuffle.c and H5Zdeflate.c"
 */
final class ChunkCodec {

  private static final int PIECE = 1 << 16;

  /** What was inflated and is still shuffled. */
  private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[0]);

  private static final ThreadLocal<ByteBuffer> INPUT =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(PIECE));

  private final Filters filters;
  private final int width;

  /** For elements of that many bytes. */
  ChunkCodec(Filters filters, int width) {
    this.filters = filters;
    this.width = width;
  }

  /** True if nothing was done. */
  boolean isPlain() {
    return filters.ids().isEmpty();
  }

  /**
   * Restores a chunk.
   *
   * @param stored all of its bytes
   * @param chunk takes it as it was
   * @param leftOut true for the number of a filter that was not applied
   * @throws Corrupt if it has another size
   */
  void decode(ByteSource stored, byte[] chunk, IntPredicate leftOut) throws IOException {
    int deflate = filters.ids().indexOf(Filters.DEFLATE);
    int shuffle = filters.ids().indexOf(Filters.SHUFFLE);
    boolean isShuffled = shuffle >= 0 && !leftOut.test(shuffle) && width > 1;
    byte[] bytes = isShuffled ? scratch(chunk.length) : chunk;
    if (deflate >= 0 && !leftOut.test(deflate)) {
      inflate(stored, bytes, chunk.length);
    } else if (stored.size() == chunk.length) {
      stored.read(0, ByteBuffer.wrap(bytes, 0, chunk.length));
    } else {
      throw Corrupt.at(stored.description(), "expected %d bytes", chunk.length);
    }
    if (isShuffled) {
      unshuffle(bytes, chunk);
    }
  }

  private static byte[] scratch(int size) {
    byte[] scratch = SCRATCH.get();
    if (scratch.length < size) {
      scratch = new byte[size];
      SCRATCH.set(scratch);
    }
    return scratch;
  }

  private static void inflate(ByteSource stored, byte[] bytes, int size) throws IOException {
    ByteBuffer piece = INPUT.get();
    Inflater inflater = new Inflater();
    try {
      byte[] spare = new byte[1];
      int done = 0;
      long at = 0;
      while (!inflater.finished() && done <= size && !inflater.needsDictionary()) {
        if (inflater.needsInput()) {
          if (at == stored.size()) {
            break;
          }
          piece.clear().limit((int) Math.min(piece.capacity(), stored.size() - at));
          stored.read(at, piece);
          at += piece.position();
          inflater.setInput(piece.flip());
        }
        done +=
            done < size
                ? inflater.inflate(bytes, done, size - done)
                : inflater.inflate(spare, 0, 1);
      }
      if (done != size || !inflater.finished()) {
        String found = done > size ? "more" : done == size ? "them without an end" : "" + done;
        throw Corrupt.at(stored.description(), "expected %d bytes inflated, found %s", size, found);
      }
    } catch (DataFormatException e) {
      throw new Corrupt(stored.description(), "cannot be inflated: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  private void unshuffle(byte[] shuffled, byte[] chunk) {
    int count = chunk.length / width;
    for (int part = 0; part < width; part++) {
      int from = part * count;
      for (int i = 0; i < count; i++) {
        chunk[i * width + part] = shuffled[from + i];
      }
    }
    int whole = width * count;
    System.arraycopy(shuffled, whole, chunk, whole, chunk.length - whole);
  }
}
