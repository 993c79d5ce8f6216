package io.github.tfckpt.table;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The restart points of a block, compared with its entries as these are walked: they begin with 0,
 * rise, and each is the start of an entry that shares nothing. Says only the first that is wrong.
 */
final class Restarts {

  private static final int WINDOW = 4096;

  private final ByteSource contents;
  private final String where;
  private final long start;
  private final long count;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
  private long loaded;
  private long next;
  private boolean told;

  Restarts(BlockCursor block, String where) {
    this.contents = block.contents();
    this.where = where;
    this.start = block.limit();
    this.count = block.restarts();
    window.limit(0);
  }

  /** Takes an entry, in the order of the block. */
  void entry(long entryStart, long shared, FindingSink findings) throws IOException {
    if (told || next == count) {
      return;
    }
    long restart = at(next);
    if (restart == entryStart) {
      next++;
      if (shared != 0) {
        tell("is an entry that shares " + shared + " bytes of a key", restart, findings);
      }
    } else if (restart < entryStart) {
      tell("is not the start of an entry, or does not rise", restart, findings);
    }
  }

  /** Takes the end of the block. */
  void end(boolean isEmpty, FindingSink findings) throws IOException {
    // An empty block has one restart at 0, where no entry is.
    if (!told && next < count && !(isEmpty && count == 1 && at(0) == 0)) {
      tell("is behind the last entry", at(next), findings);
    }
  }

  private void tell(String what, long restart, FindingSink findings) {
    told = true;
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
