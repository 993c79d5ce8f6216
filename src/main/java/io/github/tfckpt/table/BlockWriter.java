package io.github.tfckpt.table;

import io.github.tfckpt.io.Bytes;
import java.io.ByteArrayOutputStream;

/**
 * A block on its way into a table, laid out as {@link BlockCursor} reads it.
 *
 * @see "xla/tsl/lib/io/block_builder.cc, BlockBuilder::Add"
 */
final class BlockWriter {

  private final int interval;
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();

  /** Where entries begin that share nothing, each a u32; the first always does. */
  private final ByteArrayOutputStream restarts = new ByteArrayOutputStream();

  private int sinceRestart;
  private Bytes last = Bytes.EMPTY;

  /** An empty block, in which every so many entries one begins anew. */
  BlockWriter(int interval) {
    this.interval = interval;
    clear();
  }

  /** Begins anew. */
  void clear() {
    entries.reset();
    restarts.reset();
    restart();
    last = Bytes.EMPTY;
  }

  private void restart() {
    Little.fixed32(entries.size(), restarts);
    sinceRestart = 0;
  }

  /** Adds an entry; its key is above the one before it. */
  void add(Bytes key, Bytes value) {
    int shared = 0;
    if (sinceRestart == interval) {
      restart();
    } else {
      shared = Math.max(0, last.mismatch(key));
    }
    Little.varint(shared, entries);
    Little.varint(key.size() - shared, entries);
    Little.varint(value.size(), entries);
    entries.write(key.toArray(), shared, key.size() - shared);
    entries.writeBytes(value.toArray());
    last = key;
    sinceRestart++;
  }

  boolean isEmpty() {
    return entries.size() == 0;
  }

  /** How many bytes it would have if it ended here. */
  int size() {
    return entries.size() + restarts.size() + 4;
  }

  /** The whole block, without its trailer. */
  byte[] contents() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(size());
    all.writeBytes(entries.toByteArray());
    all.writeBytes(restarts.toByteArray());
    Little.fixed32(restarts.size() / 4, all);
    return all.toByteArray();
  }
}
