package io.github.tfckpt.hdf5;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Chunks that were decompressed, as many as a bound for all of them allows. The oldest that nobody
 * uses go first, and their arrays are filled anew: reading makes no garbage.
 */
final class ChunkCache {

  /** A row of the chunks that h5py makes of a large matrix. */
  private static final long MOST_BYTES = 32 << 20;

  private final Map<Key, Chunk> chunks = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** A chunk by the address of its dataset's tree and its number. */
  private record Key(long tree, int number) {}

  /** A chunk in memory. */
  static final class Chunk {
    private final byte[] bytes;
    private int users = 1;

    private Chunk(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Its bytes, which must not be changed. */
    byte[] bytes() {
      return bytes;
    }
  }

  /** Makes a chunk. */
  @FunctionalInterface
  interface Loader {
    void load(byte[] target) throws IOException;
  }

  /** A chunk, to be given back by {@link #release}. */
  Chunk borrow(long tree, int number, int size, Loader loader) throws IOException {
    Key key = new Key(tree, number);
    byte[] room;
    synchronized (this) {
      Chunk known = chunks.get(key);
      if (known != null) {
        known.users++;
        return known;
      }
      room = room(size);
    }
    loader.load(room);
    synchronized (this) {
      Chunk other = chunks.get(key);
      if (other != null) {
        other.users++;
        return other;
      }
      Chunk loaded = new Chunk(room);
      chunks.put(key, loaded);
      bytes += size;
      return loaded;
    }
  }

  /** Gives a chunk back that was borrowed. */
  synchronized void release(Chunk chunk) {
    chunk.users--;
  }

  /** An array of a size, that of an old chunk if one has to go. */
  private byte[] room(int size) {
    byte[] room = new byte[0];
    Iterator<Chunk> oldest = chunks.values().iterator();
    while (bytes + size > MOST_BYTES && oldest.hasNext()) {
      Chunk chunk = oldest.next();
      if (chunk.users == 0) {
        oldest.remove();
        bytes -= chunk.bytes.length;
        room = chunk.bytes.length == size ? chunk.bytes : room;
      }
    }
    return room.length == size ? room : new byte[size];
  }
}
