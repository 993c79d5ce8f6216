package io.github.tfckpt.testing;

import java.io.IOException;

/**
 * What goes wrong in a {@link FaultyFileSystem}, and when. Each call that asks the disk for
 * something is counted: opening, length, attributes and folders as well as reading.
 */
public final class Faults {

  /** What becomes of one call. */
  public enum Kind {
    /** It fails, as on a bad disk or a lost network. */
    FAIL,
    /** It reads one byte, whatever was wanted; other calls do as they should. */
    SHORT,
    /** It finds the end of the file, and so does every read after it. */
    END
  }

  private long calls;
  private long at = Long.MAX_VALUE;
  private Kind kind = Kind.FAIL;

  /** From now on the call of this number fails so, counted from 1. */
  public synchronized void arm(Kind kind, long at) {
    this.kind = kind;
    this.at = at;
    calls = 0;
  }

  /** From now on nothing goes wrong. */
  public void disarm() {
    arm(Kind.FAIL, Long.MAX_VALUE);
  }

  /** Calls since the faults were armed or disarmed. */
  public synchronized long calls() {
    return calls;
  }

  /** Counts a call that is no read. */
  synchronized void call() throws IOException {
    if (++calls == at && kind == Kind.FAIL) {
      throw new IOException("Input/output error");
    }
  }

  /** Counts a read; the result is how many bytes of those wanted it may get, -1 for the end. */
  synchronized int read(int wanted) throws IOException {
    calls++;
    if (kind == Kind.END && calls >= at) {
      return -1;
    }
    if (calls != at) {
      return wanted;
    }
    if (kind == Kind.FAIL) {
      throw new IOException("Input/output error");
    }
    return Math.min(1, wanted);
  }
}
