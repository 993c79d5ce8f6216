package io.github.tfckpt.table;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sorted string table: its index block in memory, its data blocks read when they are needed. */
public final class Table {

  /** Separators may add up to this many times the size of the file: they share beginnings. */
  private static final long MOST_KEY_BYTES_PER_BYTE = 64;

  private static final long KEY_BYTES_ALWAYS_FINE = 1 << 20;

  private final List<Bytes> separators = new ArrayList<>();
  private final List<TableBlock> blocks = new ArrayList<>();

  private final List<String> damage = new ArrayList<>();

  private boolean whole = true;

  private Table() {}

  /**
   * Like {@link #open}; of a table whose end is damaged or cut off the blocks that are left. One
   * whose index block has a right checksum was written as it is, and refused.
   *
   * @throws Unsupported if the file is not a table
   * @throws Corrupt if nothing is left of it
   */
  public static Table openDamaged(ByteSource file) throws IOException {
    try {
      return open(file);
    } catch (Corrupt | Unsupported e) {
      if (hasSoundIndex(file)) {
        throw e;
      }
      RemainingBlocks.Found found = RemainingBlocks.in(file);
      if (found.blocks().isEmpty()) {
        Optional<String> zeros =
            e instanceof Unsupported ? FooterDamage.allZero(file) : Optional.empty();
        throw zeros.isPresent()
            ? new Unsupported(e.where(), "not a checkpoint: " + zeros.get())
            : e;
      }
      Table table = new Table();
      table.damage.add(
          e.where()
              + ": "
              + e.what().replace("not a checkpoint: ", "").replace(" (truncated?)", "")
              + "; its blocks are found by their checksums: "
              + (found.isWhole() ? "all are there" : "what follows them is lost"));
      table.damage.addAll(found.damage());
      table.whole = found.isWhole();
      table.blocks.addAll(found.blocks());
      table.separators.addAll(found.lastKeys());
      return table;
    }
  }

  /** True if the index block is as it was written: what is wrong in it was written so. */
  private static boolean hasSoundIndex(ByteSource file) throws IOException {
    try {
      new TableBlock(file, Footer.read(file).index()).check();
      return true;
    } catch (Corrupt | Unsupported e) {
      return false;
    }
  }

  /** True if no block is lost. */
  public boolean isWhole() {
    return whole;
  }

  /** What of the table is lost, a message each. */
  public List<String> damage() {
    return damage;
  }

  /**
   * Reads the footer and the index block.
   *
   * @throws Unsupported if the file is not a table
   * @throws Corrupt if it is one, but its index block is damaged
   */
  public static Table open(ByteSource file) throws IOException {
    Table table = new Table();
    Footer footer = Footer.read(file);
    long end = file.size() - Footer.SIZE;
    long keyBytes = 0;
    long blockBytes = 0;
    BlockCursor entry = new TableBlock(file, footer.index()).checkedCursor();
    while (entry.next()) {
      BlockHandle handle = BlockHandle.read(entry.valueCursor(), end);
      keyBytes += entry.keySize();
      blockBytes += handle.size() + BlockHandle.TRAILER;
      checkSums(file, keyBytes, blockBytes);
      table.separators.add(entry.key());
      table.blocks.add(new TableBlock(file, handle));
    }
    return table;
  }

  /** Refuses what makes much to read of a small file: blocks listed again and again, long keys. */
  private static void checkSums(ByteSource file, long keyBytes, long blockBytes)
      throws IOException {
    if (blockBytes > file.size()) {
      throw Corrupt.at(
          file.description(),
          "blocks overlap: they add up to %d bytes or more, the file has %d",
          blockBytes,
          file.size());
    }
    if (keyBytes > KEY_BYTES_ALWAYS_FINE && keyBytes / MOST_KEY_BYTES_PER_BYTE > file.size()) {
      throw Unsupported.at(
          file.description(),
          "separators of more than %d times the file's %d bytes",
          MOST_KEY_BYTES_PER_BYTE,
          file.size());
    }
  }

  /** The data blocks, in the order of their keys. */
  public List<TableBlock> blocks() {
    return blocks;
  }

  /**
   * The one block that can hold {@code key}: the first whose separator is not less. The number of
   * blocks if there is none.
   */
  public int blockFor(Bytes key) {
    int low = 0;
    int high = separators.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (separators.get(middle).compareTo(key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
