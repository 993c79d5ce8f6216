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

  private final Filters filters;
  private final int width;

  /** For elements of so many bytes. */
  ChunkCodec(Filters filters, int width) {
    this.filters = filters;
    this.width = width;
  }

  /** True if nothing was done. */
  boolean isPlain() {
    return filters.ids().isEmpty();
  }

  /**
   * The chunk as it was.
   *
   * @param stored all of its bytes
   * @param size how many it had
   * @param leftOut true for the number of a filter that was not applied
   * @throws Corrupt if it has another size
   */
  byte[] decode(ByteSource stored, int size, IntPredicate leftOut) throws IOException {
    int deflate = filters.ids().indexOf(Filters.DEFLATE);
    int shuffle = filters.ids().indexOf(Filters.SHUFFLE);
    byte[] bytes;
    if (deflate >= 0 && !leftOut.test(deflate)) {
      bytes = inflate(stored, size);
    } else if (stored.size() == size) {
      bytes = stored.readAll();
    } else {
      throw Corrupt.at(stored.description(), "expected %d bytes", size);
    }
    return shuffle >= 0 && !leftOut.test(shuffle) ? unshuffle(bytes) : bytes;
  }

  private static byte[] inflate(ByteSource stored, int size) throws IOException {
    byte[] bytes = new byte[size];
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, stored.size()));
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
          inflater.setInput(piece.array(), 0, piece.position());
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
      return bytes;
    } catch (DataFormatException e) {
      throw new Corrupt(stored.description(), "cannot be inflated: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  private byte[] unshuffle(byte[] shuffled) {
    int count = shuffled.length / width;
    if (width == 1 || count <= 1) {
      return shuffled;
    }
    byte[] bytes = new byte[shuffled.length];
    for (int part = 0; part < width; part++) {
      int from = part * count;
      for (int i = 0; i < count; i++) {
        bytes[i * width + part] = shuffled[from + i];
      }
    }
    int whole = width * count;
    System.arraycopy(shuffled, whole, bytes, whole, shuffled.length - whole);
    return bytes;
  }
}
