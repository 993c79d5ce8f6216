package io.github.tfckpt.testing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * Writer of a table file, entry by entry in the order of the calls.
 *
 * <pre>
 *   data block* metaindex block, index block    each with a trailer: type u8, masked crc u32
 *   footer                                      two handles, zeros up to byte 40, magic u64
 * </pre>
 *
 * <p>Blocks are numbered from 0; the metaindex block is {@link #META}, the index block {@link
 * #INDEX}.
 */
public final class TableBuilder implements Closeable {

  public static final int META = -1;
  public static final int INDEX = -2;

  /** Block contents, or stored bytes, on their way into the file. */
  public interface Edit {
    byte[] apply(int block, byte[] bytes);
  }

  private final SparseFile file;
  private int blockSize = 262144;
  private int interval = 16;
  private IntPredicate compressed = block -> false;
  private Edit contents = (block, bytes) -> bytes;
  private Edit handles = (block, bytes) -> bytes;
  private Edit stored = (block, bytes) -> bytes;
  private Edit types = (block, bytes) -> bytes;
  private UnaryOperator<byte[]> footer = bytes -> bytes;

  private BlockBuilder block;
  private final BlockBuilder index = new BlockBuilder(1);
  private byte[] pendingKey = new byte[0];
  private byte[] pendingHandle = new byte[0];
  private int blocks;

  public TableBuilder(Path path) throws IOException {
    file = new SparseFile(path);
    block = new BlockBuilder(interval);
  }

  /** A data block is closed once it has this many bytes. */
  public TableBuilder blockSize(int bytes) {
    blockSize = bytes;
    return this;
  }

  public TableBuilder restartInterval(int entries) {
    interval = entries;
    block = new BlockBuilder(interval);
    return this;
  }

  /** Compresses these blocks with Snappy. */
  public TableBuilder snappy(IntPredicate which) {
    compressed = which;
    return this;
  }

  /** Changes contents before they are compressed and summed. */
  public TableBuilder editContents(Edit edit) {
    contents = edit;
    return this;
  }

  /** Changes the bytes as stored, which are then summed: what is wrong has a right sum. */
  public TableBuilder editStored(Edit edit) {
    stored = edit;
    return this;
  }

  /** Changes the one byte that says how a block is compressed, before it is summed. */
  public TableBuilder editTypes(Edit edit) {
    types = edit;
    return this;
  }

  /** Changes the handles of data blocks in the index block. */
  public TableBuilder editHandles(Edit edit) {
    handles = edit;
    return this;
  }

  public TableBuilder editFooter(UnaryOperator<byte[]> edit) {
    footer = edit;
    return this;
  }

  public TableBuilder add(byte[] key, byte[] value) throws IOException {
    if (!block.isEmpty() && key.length + value.length >= 2L * blockSize) {
      closeBlock();
    }
    flushIndexEntry(key);
    block.add(key, value);
    if (block.size() >= blockSize) {
      closeBlock();
    }
    return this;
  }

  /** Adds an entry whose value is not held in memory, in an uncompressed block of its own. */
  public TableBuilder addAlone(byte[] key, SparseFile.Content value) throws IOException {
    if (!block.isEmpty()) {
      closeBlock();
    }
    flushIndexEntry(key);
    long start = file.position();
    file.takeSum();
    file.write(new Wire().varint(0).varint(key.length).varint(value.size()).toBytes());
    file.write(key);
    value.writeTo(file);
    file.write(new Wire().fixed32(0).fixed32(1).toBytes());
    long size = file.position() - start;
    file.write(0);
    file.write(new Wire().fixed32(Checksum.mask(file.takeSum())).toBytes());
    pendingKey = key.clone();
    pendingHandle = handle(blocks++, start, size);
    return this;
  }

  private void closeBlock() throws IOException {
    pendingKey = block.lastKey();
    pendingHandle = write(blocks++, block.finish());
    block = new BlockBuilder(interval);
  }

  /** Enters the block closed last, under a key that separates it from {@code next}. */
  private void flushIndexEntry(byte[] next) {
    if (pendingHandle.length > 0) {
      index.add(separator(pendingKey, next), pendingHandle);
      pendingHandle = new byte[0];
    }
  }

  private byte[] write(int number, byte[] plain) throws IOException {
    byte[] wanted = contents.apply(number, plain);
    boolean squeeze = compressed.test(number);
    byte[] bytes = stored.apply(number, squeeze ? SnappyWriter.compress(wanted) : wanted);
    byte[] type = types.apply(number, new byte[] {(byte) (squeeze ? 1 : 0)});
    long start = file.position();
    file.write(bytes);
    file.write(type);
    file.write(new Wire().fixed32(Checksum.masked(bytes, type)).toBytes());
    return handle(number, start, bytes.length);
  }

  private byte[] handle(int number, long offset, long size) {
    return handles.apply(number, new Wire().varint(offset).varint(size).toBytes());
  }

  /** Writes what is pending, the closing blocks and the footer. */
  @Override
  public void close() throws IOException {
    if (!block.isEmpty()) {
      closeBlock();
    }
    flushIndexEntry(new byte[0]);
    byte[] meta = write(META, new BlockBuilder(16).finish());
    byte[] list = write(INDEX, index.finish());
    Wire handlesOfBoth = new Wire().raw(meta).raw(list);
    byte[] padding = new byte[Math.max(0, 40 - handlesOfBoth.size())];
    file.write(footer.apply(handlesOfBoth.raw(padding).fixed64(0xdb4775248b80fb57L).toBytes()));
    file.close();
  }

  /** The shortest key from {@code last} on that is before {@code next}; none after it if empty. */
  private static byte[] separator(byte[] last, byte[] next) {
    int most = next.length == 0 ? last.length : Math.min(last.length, next.length);
    for (int i = 0; i < most; i++) {
      int here = last[i] & 0xff;
      boolean apart = next.length == 0 || here != (next[i] & 0xff);
      boolean room = next.length == 0 ? here < 0xff : here + 1 < (next[i] & 0xff);
      if (apart && room) {
        byte[] shorter = Arrays.copyOf(last, i + 1);
        shorter[i]++;
        return shorter;
      }
      if (apart && next.length > 0) {
        break;
      }
    }
    return last;
  }
}
