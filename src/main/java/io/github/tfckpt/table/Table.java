package io.github.tfckpt.table;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A sorted string table: its index block in memory, its data blocks read when they are needed. */
public final class Table {

  private final List<Bytes> separators = new ArrayList<>();
  private final List<TableBlock> blocks = new ArrayList<>();

  private Table() {}

  /**
   * Reads the footer and the index block.
   *
   * @throws Unsupported if the file is no table
   * @throws Corrupt if it is one, but its index block is damaged
   */
  public static Table open(ByteSource file) throws IOException {
    Table table = new Table();
    Footer footer = Footer.read(file);
    long end = file.size() - Footer.SIZE;
    BlockCursor entry = new TableBlock(file, footer.index()).checkedCursor();
    while (entry.next()) {
      table.separators.add(entry.key());
      table.blocks.add(new TableBlock(file, BlockHandle.read(entry.valueCursor(), end)));
    }
    return table;
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
