package io.github.tfckpt.table;

import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Writes a table, entry by entry, byte for byte as TensorFlow does: no compression, an empty
 * metaindex block, and separators as short as the neighbouring keys allow. Holds one data block,
 * and the index block.
 *
 * @see "xla/tsl/lib/io/table_builder.cc"
 */
public final class TableWriter {

  /** A data block that has so many bytes is closed. */
  private static final int BLOCK_SIZE = 262_144;

  private static final int INTERVAL = 16;

  /** The type of a block that is not compressed. */
  private static final byte STORED = 0;

  private final OutputStream out;
  private final int blockSize;
  private final BlockWriter data;
  private final BlockWriter index = new BlockWriter(1);

  /** The last data block that was written, as long as its separator is not known. */
  private Optional<BlockHandle> pending = Optional.empty();

  private Bytes last = Bytes.EMPTY;
  private boolean hasEntries;
  private long position;

  /** A table that goes to a stream, which stays open. */
  public TableWriter(OutputStream out) {
    this(out, BLOCK_SIZE, INTERVAL);
  }

  TableWriter(OutputStream out, int blockSize, int interval) {
    this.out = out;
    this.blockSize = blockSize;
    this.data = new BlockWriter(interval);
  }

  /**
   * Adds an entry.
   *
   * @throws IllegalArgumentException if the key is not above the one before it
   */
  public void add(Bytes key, Bytes value) throws IOException {
    if (hasEntries && key.compareTo(last) <= 0) {
      throw new IllegalArgumentException(key.quoted() + " after " + last.quoted());
    }
    // What fills more than two blocks gets one of its own.
    if ((long) key.size() + value.size() >= 2L * blockSize) {
      endBlock();
    }
    if (pending.isPresent()) {
      addToIndex(separator(last, key), pending.get());
    }
    data.add(key, value);
    last = key;
    hasEntries = true;
    if (data.size() >= blockSize) {
      endBlock();
    }
  }

  private void endBlock() throws IOException {
    if (!data.isEmpty()) {
      pending = Optional.of(write(data));
      data.clear();
    }
  }

  private void addToIndex(Bytes separator, BlockHandle block) {
    ByteArrayOutputStream handle = new ByteArrayOutputStream();
    block.write(handle);
    index.add(separator, Bytes.copyOf(handle.toByteArray()));
    pending = Optional.empty();
  }

  private BlockHandle write(BlockWriter block) throws IOException {
    byte[] contents = block.contents();
    byte[] type = {STORED};
    CRC32C crc = new CRC32C();
    crc.update(contents);
    crc.update(type);
    ByteArrayOutputStream trailer = new ByteArrayOutputStream();
    trailer.writeBytes(type);
    Little.fixed32(Crc32c.mask((int) crc.getValue()), trailer);
    out.write(contents);
    trailer.writeTo(out);
    BlockHandle handle = new BlockHandle(position, contents.length);
    position += contents.length + BlockHandle.TRAILER;
    return handle;
  }

  /** Writes what follows the last entry, and flushes. */
  public void finish() throws IOException {
    endBlock();
    BlockHandle metaindex = write(new BlockWriter(INTERVAL));
    if (pending.isPresent()) {
      addToIndex(successor(last), pending.get());
    }
    out.write(Footer.bytes(metaindex, write(index)));
    out.flush();
  }

  /** The shortest key from {@code low} on that is below {@code high}, if one byte can tell it. */
  static Bytes separator(Bytes low, Bytes high) {
    int at = low.mismatch(high);
    boolean parts = at >= 0 && at < low.size() && at < high.size();
    return parts && low.at(at) + 1 < high.at(at) ? raised(low, at) : low;
  }

  /** A short key that is not below {@code key}. */
  static Bytes successor(Bytes key) {
    int at = 0;
    while (at < key.size() && key.at(at) == 0xff) {
      at++;
    }
    return at < key.size() ? raised(key, at) : key;
  }

  /** The key up to a byte, which is one greater. */
  private static Bytes raised(Bytes key, int at) {
    byte[] bytes = new byte[at + 1];
    System.arraycopy(key.toArray(), 0, bytes, 0, at + 1);
    bytes[at]++;
    return Bytes.copyOf(bytes);
  }
}
