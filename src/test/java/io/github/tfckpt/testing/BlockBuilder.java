package io.github.tfckpt.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Writer of one block of a table.
 *
 * <pre>
 *   entry*      shared varint32, fresh varint32, value length varint32, key bytes, value
 *   restart*    u32    offset of an entry that shares nothing
 *   count       u32
 * </pre>
 */
public final class BlockBuilder {

  private final int interval;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> restarts = new ArrayList<>(List.of(0));
  private int sinceRestart;
  private byte[] previous = new byte[0];

  /** A block with a restart point every {@code interval} entries. */
  public BlockBuilder(int interval) {
    this.interval = interval;
  }

  public BlockBuilder add(byte[] key, byte[] value) {
    int shared = 0;
    if (sinceRestart >= interval) {
      restarts.add(out.size());
      sinceRestart = 0;
    } else if (out.size() > 0) {
      int most = Math.min(key.length, previous.length);
      while (shared < most && key[shared] == previous[shared]) {
        shared++;
      }
    }
    Wire head = new Wire().varint(shared).varint(key.length - shared).varint(value.length);
    out.writeBytes(head.toBytes());
    out.write(key, shared, key.length - shared);
    out.writeBytes(value);
    previous = key.clone();
    sinceRestart++;
    return this;
  }

  /** Bytes so far, as a writer estimates them to decide when a block is full. */
  public int size() {
    return out.size() + 4 * restarts.size() + 4;
  }

  public boolean isEmpty() {
    return out.size() == 0;
  }

  public byte[] lastKey() {
    return previous.clone();
  }

  /** The whole block, without trailer. */
  public byte[] finish() {
    Wire tail = new Wire();
    for (int restart : restarts) {
      tail.fixed32(restart);
    }
    return new Wire().raw(out.toByteArray()).raw(tail.fixed32(restarts.size()).toBytes()).toBytes();
  }
}
