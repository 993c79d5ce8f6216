package io.github.tfckpt.table;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.source.FileType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table as a strict reader sees it. Footer, index block and metaindex block are checked when it
 * is opened; the data blocks are left to the caller, who may want to do them one by one.
 *
 * <p>A writer leaves no byte between blocks: bytes that belong to no block are reported.
 */
public final class TableCheck {

  private final ByteSource file;
  private final FindingSink findings;
  private final List<BlockCheck> blocks = new ArrayList<>();
  private final long end;
  private Optional<Bytes> separator = Optional.empty();

  /** Where the last block that was found ends. */
  private long position;

  private boolean whole = true;

  private TableCheck(ByteSource file, FindingSink findings) {
    this.file = file;
    this.findings = findings;
    this.end = file.size() - Footer.SIZE;
  }

  /**
   * Checks all but the data blocks.
   *
   * @param isKnown true if the file can be nothing but a table: by its name, say
   * @param loss what a damaged block costs, for messages
   * @throws Unsupported if the file is not a table
   * @throws Corrupt if it is or was one, but does not say where its index block is
   */
  public static TableCheck open(ByteSource file, boolean isKnown, String loss, FindingSink findings)
      throws IOException {
    Footer footer = footer(file, isKnown);
    TableCheck table = new TableCheck(file, findings);
    TableBlock index = new TableBlock(file, footer.index());
    TableBlock metaindex = new TableBlock(file, footer.metaindex());
    BlockCheck all = new BlockCheck(index, Optional.empty(), Optional.empty(), loss);
    if (!all.finish(Crc32c.of(all.summed()), entry -> table.addBlock(entry, loss), findings)) {
      table.position = metaindex.offset();
      table.whole = false;
    }
    table.follows(metaindex);
    table.checkMetaindex(metaindex);
    table.follows(index);
    table.checkGap(table.end);
    footer.check(file, findings);
    return table;
  }

  private static Footer footer(ByteSource file, boolean isKnown) throws IOException {
    try {
      return Footer.read(file);
    } catch (Unsupported e) {
      Optional<FileType> other = FileType.of(file);
      if (other.isPresent()) {
        throw other.get().refusal(file);
      }
      if (isKnown || FooterDamage.beginsLikeTable(file)) {
        String what = e.what().replace("not a checkpoint: ", "").replace(" (truncated?)", "");
        throw new Corrupt(e.where(), what + FooterDamage.describe(file));
      }
      Optional<String> zeros = FooterDamage.allZero(file);
      throw zeros.isPresent() ? new Unsupported(e.where(), "not a checkpoint: " + zeros.get()) : e;
    } catch (Corrupt e) {
      throw new Corrupt(e.where(), e.what() + FooterDamage.describe(file));
    }
  }

  private void addBlock(BlockCursor entry, String loss) throws IOException {
    Bytes key = entry.key();
    ByteCursor value = entry.valueCursor();
    try {
      TableBlock block = new TableBlock(file, BlockHandle.read(value, end));
      if (value.remaining() > 0) {
        findings.add(
            Finding.warning(
                block.description(),
                value.remaining() + " bytes follow its handle in the index block"));
      }
      follows(block);
      blocks.add(new BlockCheck(block, separator, Optional.of(key), loss));
    } catch (Corrupt e) {
      whole = false;
      findings.add(Finding.error(e.where(), "block up to key " + key.quoted() + ": " + e.what()));
    }
    separator = Optional.of(key);
  }

  private void follows(TableBlock block) {
    if (block.offset() < position) {
      findings.add(
          Finding.error(
              block.description(), "begins before the block in front of it ends, at " + position));
    } else {
      checkGap(block.offset());
    }
    position = Math.max(position, block.end());
  }

  private void checkGap(long next) {
    if (next > position) {
      findings.add(
          Finding.warning(
              file.description(),
              "bytes " + position + "+" + (next - position) + " belong to no block"));
    }
  }

  private void checkMetaindex(TableBlock block) throws IOException {
    BlockCheck metaindex =
        new BlockCheck(block, Optional.empty(), Optional.empty(), "no reader needs it");
    metaindex.finish(
        Crc32c.of(metaindex.summed()),
        entry ->
            findings.add(
                Finding.warning(
                    block.description(),
                    "the metaindex block has an entry " + entry.key().quoted())),
        findings);
  }

  /** The data blocks, in the order of their keys. */
  public List<BlockCheck> blocks() {
    return blocks;
  }

  /** False if it is known that some entries cannot be read. */
  public boolean isWhole() {
    return whole;
  }

  /**
   * Checks all data blocks, and hands their entries out in order.
   *
   * @return false if entries of some block are lost
   */
  public boolean walk(BlockCheck.Visitor visitor) throws IOException {
    for (BlockCheck block : blocks) {
      whole &= block.finish(Crc32c.of(block.summed()), visitor, findings);
    }
    return whole;
  }
}
