package io.github.tfckpt.hdf5;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Chunks that were decompressed, as many as a bound for all of them allows; the oldest go first.
 */
final class ChunkCache {

  /** A row of the chunks that h5py makes of a large matrix. */
  private static final long MOST_BYTES = 32 << 20;

  private final Map<Key, byte[]> chunks = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** A chunk by the address of its dataset's tree and its number. */
  private record Key(long tree, int number) {}

  /** Makes a chunk. */
  @FunctionalInterface
  interface Loader {
    byte[] load() throws IOException;
  }

  /** A chunk, which nobody may change. */
  byte[] get(long tree, int number, Loader loader) throws IOException {
    Key key = new Key(tree, number);
    synchronized (this) {
      byte[] known = chunks.get(key);
      if (known != null) {
        return known;
      }
    }
    byte[] loaded = loader.load();
    put(key, loaded);
    return loaded;
  }

  private synchronized void put(Key key, byte[] chunk) {
    if (chunks.putIfAbsent(key, chunk) == null) {
      bytes += chunk.length;
    }
    var oldest = chunks.entrySet().iterator();
    while (bytes > MOST_BYTES && oldest.hasNext()) {
      bytes -= oldest.next().getValue().length;
      oldest.remove();
    }
  }
}
