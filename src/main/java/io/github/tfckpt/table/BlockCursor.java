package io.github.tfckpt.table;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Walks the entries of a block in the order they are stored, each key stored as what it adds to the
 * key before it. Holds a window of the block and one key, never more.
 *
 * <pre>
 *   entry*      shared   varint32    leading bytes taken over from the previous key
 *               fresh    varint32    key bytes that follow
 *               length   varint32    value bytes that follow
 *               key      u8[fresh]
 *               value    u8[length]
 *   restart*    offset   u32         where an entry with shared = 0 begins
 *   count                u32         how many restarts; a block with none is empty
 * </pre>
 *
 * <p>Integers are little-endian. Entries are walked from the first on; a restart is used only to go
 * on after an entry that is wrong, as TensorFlow's own reader does when it looks for a key. As
 * lenient as that reader: whether keys rise is not asked here.
 *
 * @see "xla/tsl/lib/io/block.cc, Block::Iter::ParseNextKey"
 */
public final class BlockCursor {

  /** No tensor has a longer name; such a key is an attempt on memory. */
  static final int MOST_KEY_BYTES = 1 << 16;

  /** What describes tensors is smaller; what is greater are tensors themselves. */
  private static final long MOST_VALUE_BYTES = 1 << 28;

  private static final int WINDOW = 1 << 20;
  private static final int MOST_HEADER_BYTES = 15;

  private final ByteSource contents;

  /** Where the restarts begin. */
  private final long limit;

  private final long restarts;
  private final byte[] window;

  /** Over the window: of the header first, then of the value. */
  private final ByteCursor cursor;

  private long entryStart;
  private long shared;
  private long windowStart;
  private int windowSize;
  private long position;
  private byte[] key = new byte[128];
  private int keySize;
  private boolean rises;
  private boolean skipped;

  /** The first restart that has not been passed over. */
  private long restart;

  private long valueStart;
  private long valueSize;

  /**
   * Stands before the first entry.
   *
   * @throws Corrupt if the restart array does not fit
   */
  BlockCursor(ByteSource contents) throws IOException {
    this(contents, restarts(contents));
  }

  private BlockCursor(ByteSource contents, long restarts) {
    this(contents, restarts, restarts == 0 ? 0 : contents.size() - 4 * (1 + restarts));
  }

  /** Stands before the first entry of a block whose end is not there. */
  static BlockCursor unfinished(ByteSource contents) {
    return new BlockCursor(contents, 0, contents.size());
  }

  private static long restarts(ByteSource contents) throws IOException {
    long size = contents.size();
    if (size < 4) {
      throw Corrupt.at(
          contents.description(), "a block of %d bytes has no room for its restart count", size);
    }
    byte[] last = contents.slice(size - 4, 4).readAll();
    long count = Integer.toUnsignedLong(ByteCursor.over(contents, last, 4).fixed32("restarts"));
    if (count > (size - 4) / 4) {
      throw Corrupt.at(
          contents.description(),
          "restart count is %d, a block of %d bytes holds at most %d",
          count,
          size,
          (size - 4) / 4);
    }
    return count;
  }

  private BlockCursor(ByteSource contents, long restarts, long limit) {
    this.contents = contents;
    this.restarts = restarts;
    this.limit = limit;
    if (contents instanceof ArraySource memory) {
      this.window = memory.array();
      this.windowSize = (int) limit;
    } else {
      this.window = new byte[(int) Math.min(limit, WINDOW)];
    }
    this.cursor = ByteCursor.over(contents, window, 0);
  }

  /**
   * Moves to the next entry, or returns false after the last.
   *
   * @throws Corrupt if the entry overruns the block
   */
  public boolean next() throws IOException {
    if (position == limit) {
      return false;
    }
    int ready = fill(Math.min(MOST_HEADER_BYTES, limit - position));
    ByteCursor in = cursorAt(position, ready);
    entryStart = position;
    shared = in.varint32("shared key length");
    long fresh = in.varint32("fresh key length");
    valueSize = in.varint32("value length");
    position += in.position();
    if (shared > keySize) {
      throw corrupt("%d key bytes shared, the previous key has %d", shared, keySize);
    }
    if (fresh > limit - position || valueSize > limit - position - fresh) {
      throw corrupt(
          "entry of %d key and %d value bytes, %d are left", fresh, valueSize, limit - position);
    }
    takeKey((int) shared, fresh);
    position += fresh;
    valueStart = position;
    position += valueSize;
    return true;
  }

  private void takeKey(int shared, long fresh) throws IOException {
    if (shared + fresh > MOST_KEY_BYTES) {
      throw Unsupported.at(
          contents.description(),
          "a key of %d bytes; keys of up to %d are read",
          shared + fresh,
          MOST_KEY_BYTES);
    }
    int before = shared < keySize ? key[shared] & 0xff : -1;
    keySize = shared + (int) fresh;
    if (keySize > key.length) {
      key = Arrays.copyOf(key, Math.max(keySize, 2 * key.length));
    }
    fill(fresh);
    System.arraycopy(window, (int) (position - windowStart), key, shared, (int) fresh);
    rises = fresh > 0 && (key[shared] & 0xff) > before && !skipped;
    skipped = false;
  }

  /** Takes what is wrong, and what it costs. */
  @FunctionalInterface
  public interface Loss {
    /** Takes an error, and in words which entries are lost. */
    void entries(Corrupt error, String lost);
  }

  /** Like {@link #next()}; after an entry that is wrong it goes on at the next restart. */
  public boolean next(Loss loss) throws IOException {
    while (true) {
      try {
        return next();
      } catch (Corrupt e) {
        long lost = entryStart;
        boolean more = skip();
        loss.entries(
            e,
            more
                ? "entries from byte " + lost + " to " + position + " of the block are lost"
                : lost == 0 ? "its entries are lost" : "its entries from there on are lost");
        if (!more) {
          return false;
        }
      }
    }
  }

  /** Moves to the first restart after the entry; false, and to the end, if there is none. */
  private boolean skip() throws IOException {
    keySize = 0;
    skipped = true;
    for (; restart < restarts; restart++) {
      byte[] word = contents.slice(limit + 4 * restart, 4).readAll();
      long at = Integer.toUnsignedLong(ByteCursor.over(contents, word, 4).fixed32("restart"));
      if (at > entryStart && at < limit) {
        position = at;
        return true;
      }
    }
    position = limit;
    return false;
  }

  /** True if the key is surely above the one before it; false if they must be compared. */
  public boolean surelyRises() {
    return rises;
  }

  /** How many bytes the entry's key has. */
  public int keySize() {
    return keySize;
  }

  /** The entry's key, valid until the next entry. */
  public Bytes passingKey() {
    return Bytes.of(key, 0, keySize);
  }

  /** Bytes from the start of the block to the entry. */
  long entryStart() {
    return entryStart;
  }

  /** Bytes from the start of the block to what follows the entry. */
  long entryEnd() {
    return position;
  }

  /** How many bytes of its key the entry takes over. */
  long shared() {
    return shared;
  }

  /** How many restarts the block has. */
  long restarts() {
    return restarts;
  }

  /** Where the restarts begin, and entries end. */
  long limit() {
    return limit;
  }

  /** The block's contents. */
  ByteSource contents() {
    return contents;
  }

  /** The entry's key. */
  public Bytes key() {
    return Bytes.copyOf(key, 0, keySize);
  }

  /** The entry's value, where it lies. */
  public ByteSource value() throws Corrupt {
    return contents.slice(valueStart, valueSize);
  }

  /** True if the block lies in memory, summed; false if its bytes are still in the file. */
  public boolean isInMemory() {
    return contents instanceof ArraySource;
  }

  /** A cursor over the value in memory, valid until the next entry. */
  public ByteCursor valueCursor() throws IOException {
    if (valueSize > MOST_VALUE_BYTES) {
      throw Unsupported.at(
          contents.description() + ": byte " + valueStart,
          "a value of %d bytes; %d are read at once",
          valueSize,
          MOST_VALUE_BYTES);
    }
    if (valueSize > window.length) {
      return ByteCursor.over(contents, value().readAll(), (int) valueSize);
    }
    fillAt(valueStart, valueSize);
    return cursorAt(valueStart, (int) valueSize);
  }

  /** Brings at least {@code count} bytes from the position on into the window, more if they fit. */
  private int fill(long count) throws IOException {
    return fillAt(position, count);
  }

  private int fillAt(long start, long count) throws IOException {
    if (start < windowStart || start + count > windowStart + windowSize) {
      windowStart = start;
      windowSize = (int) Math.min(window.length, limit - start);
      contents.read(start, ByteBuffer.wrap(window, 0, windowSize));
    }
    return (int) count;
  }

  private ByteCursor cursorAt(long start, int count) {
    int from = (int) (start - windowStart);
    cursor.moveTo(from, count);
    return cursor;
  }

  private Corrupt corrupt(String format, Object... args) {
    return Corrupt.at(contents.description() + ": byte " + position, format, args);
  }
}
