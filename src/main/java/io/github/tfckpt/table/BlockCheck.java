package io.github.tfckpt.table;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.check.Mismatch;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One block as a strict reader sees it: checksum, grammar of the entries, restart points, and keys
 * that rise, above the separator before the block and up to its own.
 */
public final class BlockCheck {

  /** What is done with each entry that can be read. */
  @FunctionalInterface
  public interface Visitor {
    /** Takes an entry; the cursor stands at it. */
    void visit(BlockCursor entry) throws IOException;
  }

  private final TableBlock block;
  private final Optional<Bytes> above;
  private final Optional<Bytes> separator;
  private final String loss;

  /**
   * A block and where its keys may lie.
   *
   * @param above the separator of the block before
   * @param separator this block's own
   */
  BlockCheck(TableBlock block, Optional<Bytes> above, Optional<Bytes> separator, String loss) {
    this.block = block;
    this.above = above;
    this.separator = separator;
    this.loss = loss;
  }

  /** Bytes of the contents as stored. */
  public long size() {
    return block.size();
  }

  /** {@code FILE: block OFFSET+SIZE}. */
  public String description() {
    return block.description();
  }

  /** What has to be summed for {@link #finish}. */
  public ByteSource summed() throws IOException {
    return block.summed();
  }

  /**
   * Compares the checksum, and walks the entries if it is right.
   *
   * @param sum plain CRC-32C of {@link #summed}
   * @return false if entries are lost; why is among the findings then
   * @throws IOException if an entry is nothing that we can judge
   */
  public boolean finish(int sum, Visitor visitor, FindingSink findings) throws IOException {
    int stored = block.storedSum();
    if (sum != stored) {
      findings.mismatch(
          new Mismatch(
              block.description(),
              "",
              block.summed(),
              block.offset(),
              sum,
              stored,
              loss,
              Optional.empty(),
              List.of()));
      return false;
    }
    try {
      return walk(block.cursor(), visitor, findings);
    } catch (Corrupt e) {
      findings.add(Finding.error(e.where(), e.what() + (loss.isEmpty() ? "" : "; " + loss)));
      return false;
    }
  }

  private boolean walk(BlockCursor entry, Visitor visitor, FindingSink findings)
      throws IOException {
    List<Corrupt> lost = new ArrayList<>();
    BlockCursor.Loss loss =
        (error, what) -> {
          lost.add(error);
          findings.add(Finding.error(error.where(), error.what() + "; " + what));
        };
    Restarts restarts = new Restarts(entry, block.description());
    Optional<Bytes> last = Optional.empty();
    while (entry.next(loss)) {
      Bytes key = entry.key();
      restarts.entry(entry.entryStart(), entry.shared(), findings);
      checkOrder(last, key, findings);
      last = Optional.of(key);
      visitor.visit(entry);
    }
    restarts.end(last.isEmpty(), findings);
    if (last.isPresent() && separator.isPresent() && last.get().compareTo(separator.get()) > 0) {
      findings.add(
          Finding.error(
              block.description(),
              "its last key %s is above its separator %s"
                  .formatted(last.get().quoted(), separator.get().quoted())));
    }
    if (last.isEmpty() && separator.isPresent()) {
      findings.add(Finding.warning(block.description(), "has no entries"));
    }
    return lost.isEmpty();
  }

  private void checkOrder(Optional<Bytes> last, Bytes key, FindingSink findings) {
    if (last.isPresent() && last.get().compareTo(key) >= 0) {
      boolean twice = last.get().equals(key);
      findings.add(
          Finding.error(
              block.description(),
              twice
                  ? "key " + key.quoted() + " appears twice"
                  : "key %s follows %s, keys must rise"
                      .formatted(key.quoted(), last.get().quoted())));
    } else if (last.isEmpty() && above.isPresent() && above.get().compareTo(key) >= 0) {
      findings.add(
          Finding.error(
              block.description(),
              "its first key %s is not above the separator before it, %s"
                  .formatted(key.quoted(), above.get().quoted())));
    }
  }

  /**
   * The restart points of a block, compared with its entries as these are walked: they begin with
   * 0, rise, and each is the start of an entry that shares nothing. Says only the first that is
   * wrong.
   */
  private static final class Restarts {

    private static final int WINDOW = 4096;

    private final ByteSource contents;
    private final String where;
    private final long start;
    private final long count;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    private long loaded;
    private long next;
    private boolean reported;

    Restarts(BlockCursor block, String where) {
      this.contents = block.contents();
      this.where = where;
      this.start = block.limit();
      this.count = block.restarts();
      window.limit(0);
    }

    /** Takes an entry, in the order of the block. */
    void entry(long entryStart, long shared, FindingSink findings) throws IOException {
      if (reported || next == count) {
        return;
      }
      long restart = at(next);
      if (restart == entryStart) {
        next++;
        if (shared != 0) {
          report("is an entry that shares " + shared + " bytes of a key", restart, findings);
        }
      } else if (restart < entryStart) {
        report("is not the start of an entry, or does not rise", restart, findings);
      }
    }

    /** Takes the end of the block. */
    void end(boolean isEmpty, FindingSink findings) throws IOException {
      // An empty block has one restart at 0, where no entry is.
      if (!reported && next < count && !(isEmpty && count == 1 && at(0) == 0)) {
        report("is after the last entry", at(next), findings);
      }
    }

    private void report(String what, long restart, FindingSink findings) {
      reported = true;
      findings.add(
          Finding.error(where, "restart " + next + " of " + count + ": " + restart + " " + what));
    }

    private long at(long index) throws IOException {
      if (index >= loaded) {
        int length = (int) Math.min(WINDOW, 4 * (count - loaded));
        window.clear().limit(length);
        contents.read(start + 4 * loaded, window);
        window.flip();
        loaded += length / 4;
      }
      int inWindow = (int) (index - (loaded - window.limit() / 4));
      return Integer.toUnsignedLong(window.getInt(4 * inWindow));
    }
  }
}
