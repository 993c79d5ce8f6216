package io.github.tfckpt.table;

import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.source.ArraySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * One block of a table, as it lies in the file.
 *
 * <pre>
 *   contents   u8[size]   stored as they are, or Snappy
 *   type       u8         0 stored, 1 Snappy
 *   crc        u32        masked crc32c of contents and type
 * </pre>
 *
 * @see "xla/tsl/lib/io/format.cc, ReadBlock"
 */
public final class TableBlock {

  /** Blocks up to this many bytes are read into memory and summed before they are looked at. */
  private static final int SMALL = 4 << 20;

  private final ByteSource file;
  private final BlockHandle handle;

  /** True of whole entries from the beginning of a block that is cut off. */
  private final boolean torn;

  TableBlock(ByteSource file, BlockHandle handle) {
    this(file, handle, false);
  }

  private TableBlock(ByteSource file, BlockHandle handle, boolean torn) {
    this.file = file;
    this.handle = handle;
    this.torn = torn;
  }

  /** The entries that are left of a block: its restart points, type and checksum are not. */
  static TableBlock torn(ByteSource file, long offset, long size) {
    return new TableBlock(file, new BlockHandle(offset, size), true);
  }

  /** True if there is no checksum that tells whether its entries are right. */
  public boolean isTorn() {
    return torn;
  }

  /** {@code FILE: block OFFSET+SIZE}. */
  public String description() {
    return file.description() + ": block " + handle.offset() + "+" + handle.size();
  }

  /** Bytes of the contents as stored. */
  long size() {
    return handle.size();
  }

  /** Bytes from the start of the file to the contents. */
  long offset() {
    return handle.offset();
  }

  /** Bytes from the start of the file to what follows the trailer. */
  long end() {
    return handle.offset() + handle.size() + BlockHandle.TRAILER;
  }

  /** What the checksum is of: contents as stored, and type. */
  ByteSource summed() throws Corrupt {
    return file.slice(handle.offset(), handle.size() + 1);
  }

  /** The plain sum that is stored. */
  int storedSum() throws IOException {
    return Crc32c.unmask(trailer().getInt(1));
  }

  /**
   * The entries of this block. The contents of a small or compressed block have been summed by now;
   * of a great one {@link #check} does that.
   *
   * @throws Corrupt if the checksum is wrong, or the contents cannot be unpacked
   */
  public BlockCursor cursor() throws IOException {
    return cursor(new Buffer());
  }

  /** Like {@link #cursor}, after the checksum of a block of any size has been compared. */
  public BlockCursor checkedCursor() throws IOException {
    return checkedCursor(new Buffer());
  }

  /**
   * Like {@link #checkedCursor()}.
   *
   * @param buffer holds the block until it is used for another
   */
  public BlockCursor checkedCursor(Buffer buffer) throws IOException {
    if (handle.size() > SMALL && !torn) {
      check();
    }
    return cursor(buffer);
  }

  private BlockCursor cursor(Buffer buffer) throws IOException {
    return torn
        ? BlockCursor.unfinished(file.slice(handle.offset(), handle.size()))
        : new BlockCursor(contents(buffer));
  }

  /**
   * Reads the whole block and compares its checksum.
   *
   * @throws Corrupt if it is another
   */
  public void check() throws IOException {
    CRC32C crc = new CRC32C();
    Pieces.forEach(summed(), crc::update);
    compare((int) crc.getValue(), trailer().getInt(1));
  }

  private ByteSource contents(Buffer buffer) throws IOException {
    int type = trailer().get(0);
    if (type != 0 && type != 1) {
      throw Corrupt.at(description(), "type is %d, known are 0 (stored) and 1 (Snappy)", type);
    }
    if (type == 0 && handle.size() > SMALL) {
      return file.slice(handle.offset(), handle.size());
    }
    int size = wholeSize();
    ByteSource whole = file.slice(handle.offset(), size + (long) BlockHandle.TRAILER);
    byte[] stored = buffer.atLeast((int) whole.size());
    whole.read(0, ByteBuffer.wrap(stored, 0, (int) whole.size()));
    compare(Crc32c.of(ByteBuffer.wrap(stored, 0, size + 1)), trailer().getInt(1));
    if (type == 0) {
      return new ArraySource(description(), stored, size);
    }
    byte[] plain = Snappy.decompress(description(), stored, size);
    return new ArraySource(description(), plain, plain.length);
  }

  private int wholeSize() throws Unsupported {
    if (handle.size() > Integer.MAX_VALUE - 8 - BlockHandle.TRAILER) {
      throw Unsupported.at(
          description(), "a compressed block of more than %d bytes", Integer.MAX_VALUE);
    }
    return (int) handle.size();
  }

  private ByteBuffer trailer() throws IOException {
    ByteBuffer trailer = ByteBuffer.allocate(BlockHandle.TRAILER).order(ByteOrder.LITTLE_ENDIAN);
    file.read(handle.offset() + handle.size(), trailer);
    return trailer.flip();
  }

  private void compare(int found, int masked) throws Corrupt {
    int expected = Crc32c.unmask(masked);
    if (found != expected) {
      throw new Corrupt(
          description(), "crc32c is " + Crc32c.hex(found) + ", stored " + Crc32c.hex(expected));
    }
  }

  /** Memory for one block after another, so that it is touched once. */
  public static final class Buffer {

    private byte[] array = new byte[0];

    /** The memory, of this many bytes or more; what was in it is lost. */
    byte[] atLeast(int size) {
      if (array.length < size) {
        array = new byte[size];
      }
      return array;
    }
  }
}
