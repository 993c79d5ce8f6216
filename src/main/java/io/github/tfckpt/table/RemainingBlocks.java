package io.github.tfckpt.table;

import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The blocks of a table that does not say any more where they are, as it is cut short. Blocks
 * follow one another from the first byte on, each with its checksum: a block ends where that of all
 * its bytes stands. Of a block that is cut off the entries are found one by one.
 *
 * <p>Every byte is summed once; where a block is damaged, the next is sought by the restart points
 * before a trailer, with a bound on what is summed in vain.
 */
final class RemainingBlocks {

  private static final int WINDOW = 1 << 16;

  /** How many bytes are summed in vain for each byte of the file, at most. */
  private static final long MOST_IN_VAIN = 4;

  private static final long MOST_RESTARTS = 1 << 16;

  /** A block is not sought beyond so many bytes. */
  private static final long MOST_SOUGHT = 1L << 30;

  private static final long MOST_IF_UNKNOWN = 1 << 20;

  /** The least block: no entry, a count of none, and the type. */
  private static final int LEAST = 5;

  private final ByteSource file;
  private final List<TableBlock> blocks = new ArrayList<>();
  private final List<Bytes> lastKeys = new ArrayList<>();
  private final List<String> damage = new ArrayList<>();
  private final byte[] window = new byte[WINDOW];
  private final ByteBuffer words = ByteBuffer.wrap(window).order(ByteOrder.LITTLE_ENDIAN);
  private long windowStart;
  private int windowSize;
  private long mayWaste;
  private boolean isWhole;

  private RemainingBlocks(ByteSource file) {
    this.file = file;
    this.mayWaste = MOST_IN_VAIN * file.size();
  }

  /**
   * What was found.
   *
   * @param blocks those that have entries, in order
   * @param lastKeys that of each
   * @param damage a message for each loss
   * @param isWhole true if the block that follows those of tensors was found, and none is damaged
   */
  record Found(
      List<TableBlock> blocks, List<Bytes> lastKeys, List<String> damage, boolean isWhole) {}

  /** Looks for the blocks of a file. */
  static Found in(ByteSource file) throws IOException {
    RemainingBlocks remaining = new RemainingBlocks(file);
    // A compressed block does not tell what it is by its first bytes: such a one is not sought far.
    if (FooterDamage.beginsLikeTable(file) || remaining.end(0, MOST_IF_UNKNOWN) >= 0) {
      remaining.find();
    }
    return new Found(remaining.blocks, remaining.lastKeys, remaining.damage, remaining.isWhole);
  }

  private void find() throws IOException {
    long start = 0;
    while (start < file.size()) {
      long end = end(start);
      if (end < 0) {
        Optional<long[]> next = next(start);
        long lostTo = next.isPresent() ? next.get()[0] : file.size();
        addTorn(start, lostTo);
        if (next.isEmpty()) {
          return;
        }
        start = next.get()[0];
        end = next.get()[1];
      }
      BlockHandle handle = new BlockHandle(start, end - start - BlockHandle.TRAILER);
      if (!add(new TableBlock(file, handle))) {
        isWhole = damage.isEmpty();
        return;
      }
      start = end;
    }
  }

  /**
   * False of the two blocks after those of tensors: of one without entries, or keys seen before.
   */
  private boolean add(TableBlock block) throws IOException {
    Bytes before = lastKeys.isEmpty() ? Bytes.EMPTY : lastKeys.get(lastKeys.size() - 1);
    Bytes last = before;
    try {
      BlockCursor entry = block.cursor();
      boolean more = entry.next((error, lost) -> {});
      if (!more || (!blocks.isEmpty() && !rises(before, entry))) {
        return false;
      }
      for (; more; more = entry.next((error, lost) -> {})) {
        last = entry.key();
      }
    } catch (CheckpointException e) {
      // Said by whoever reads the block.
    }
    blocks.add(block);
    lastKeys.add(last);
    return true;
  }

  /** Where the block that begins at {@code start} ends, trailer included; -1 if nowhere. */
  private long end(long start) throws IOException {
    return end(start, MOST_SOUGHT);
  }

  private long end(long start, long mostBytes) throws IOException {
    CRC32C crc = new CRC32C();
    long summed = start;
    long most = Math.min(file.size(), start + mostBytes);
    for (long at = start + LEAST; at + 4 <= most; at++) {
      if ((byteAt(at - 1) & 0xfe) != 0) {
        continue;
      }
      while (summed < at) {
        summed = addTo(crc, summed, at);
      }
      if ((int) crc.getValue() == Crc32c.unmask(wordAt(at))) {
        return at + 4;
      }
    }
    return -1;
  }

  /** Adds what the window holds of the bytes up to {@code end}; gives where it stopped. */
  private long addTo(CRC32C crc, long from, long end) throws IOException {
    byteAt(from);
    int count = (int) (Math.min(end, windowStart + windowSize) - from);
    crc.update(window, (int) (from - windowStart), count);
    return from + count;
  }

  /** The next whole block after a damaged one: where it begins and ends. */
  private Optional<long[]> next(long damaged) throws IOException {
    long most = Math.min(file.size(), damaged + MOST_SOUGHT) - 4 - BlockHandle.TRAILER;
    for (long at = damaged + 4; at < most && mayWaste >= 0; at++) {
      if ((byteAt(at + 4) & 0xfe) == 0 && endsRestarts(damaged, at)) {
        long start = at + 4 + BlockHandle.TRAILER;
        if (byteAt(start) == 0) {
          long end = end(start);
          if (end < 0) {
            mayWaste -= file.size() - start;
          } else {
            return Optional.of(new long[] {start, end});
          }
        }
      }
    }
    return Optional.empty();
  }

  /** True if a number counts the numbers before it, which begin with 0 and rise. */
  private boolean endsRestarts(long from, long at) throws IOException {
    long count = Integer.toUnsignedLong(wordAt(at));
    long first = at - 4 * count;
    if (count == 0 || count > MOST_RESTARTS || first < from || wordAt(first) != 0) {
      return false;
    }
    mayWaste -= count;
    long before = -1;
    for (long word = first; word < at; word += 4) {
      long restart = Integer.toUnsignedLong(wordAt(word));
      if (restart <= before || restart > first - from) {
        return false;
      }
      before = restart;
    }
    return true;
  }

  /** Takes the entries of a block whose checksum is lost or wrong: those that are whole, if cut. */
  private void addTorn(long start, long end) throws IOException {
    String where = file.description() + ": bytes " + start + "+" + (end - start);
    if (end < file.size()) {
      damage.add(where + ": no block with a right checksum; what they held is lost");
      return;
    }
    BlockCursor entry = BlockCursor.unfinished(file.slice(start, end - start));
    long whole = 0;
    long entries = 0;
    Bytes last = lastKeys.isEmpty() ? Bytes.EMPTY : lastKeys.get(lastKeys.size() - 1);
    try {
      while (entry.next() && isNext(last, entry, start + entries == 0)) {
        entries++;
        last = entry.key();
        whole = entry.entryEnd();
      }
    } catch (CheckpointException e) {
      // Here it is cut, or what is left is no entry.
    }
    if (entries > 0) {
      blocks.add(TableBlock.torn(file, start, whole));
      lastKeys.add(last);
    }
    damage.add(
        entries == 0
            ? where + ": no block with a right checksum; what they held is lost"
            : where
                + ": the block is cut short, and its checksum lost: "
                + (entries == 1 ? "1 whole entry is left" : entries + " whole entries are left")
                + " of it, unchecked");
  }

  private static boolean isNext(Bytes last, BlockCursor entry, boolean isFirst) {
    return isFirst || rises(last, entry);
  }

  private static boolean rises(Bytes last, BlockCursor entry) {
    return last.compareTo(entry.passingKey()) < 0;
  }

  private int byteAt(long at) throws IOException {
    if (at < windowStart || at >= windowStart + windowSize) {
      load(at);
    }
    return window[(int) (at - windowStart)] & 0xff;
  }

  private int wordAt(long at) throws IOException {
    if (at < windowStart || at + 4 > windowStart + windowSize) {
      load(at);
    }
    return words.getInt((int) (at - windowStart));
  }

  private void load(long at) throws IOException {
    // What is asked for next is often a little before.
    windowStart = Math.max(0, at - WINDOW / 4);
    windowSize = (int) Math.min(WINDOW, file.size() - windowStart);
    file.read(windowStart, ByteBuffer.wrap(window, 0, windowSize));
  }
}
