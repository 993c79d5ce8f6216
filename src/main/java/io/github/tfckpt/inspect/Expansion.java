package io.github.tfckpt.inspect;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;

/**
 * What tensors take when they are read, against what the files hold: tensors may lie over one
 * another, and one value may stand for many, so that a small file takes hours to read or fills a
 * disk.
 */
public enum Expansion {
  /** Tensors are written to a disk. */
  WRITTEN(64L << 20),
  /** Tensors are read, which takes no more than some seconds for so much. */
  READ(1L << 30);

  /** One tensor counts as this much at most, so that a sum of them cannot overflow. */
  private static final long MOST = 1L << 40;

  /** Bytes that tensors may take beyond twice the files. */
  private final long slack;

  Expansion(long slack) {
    this.slack = slack;
  }

  /** {@return the bytes that a tensor counts as} Of strings each has a length too. */
  public static long weight(TensorEntry entry) {
    long bytes = Math.max(0, entry.bytes().orElse(0));
    long count = entry.elementCount();
    boolean repeats = !entry.dtype().isFixed() && count > bytes;
    return Math.min(MOST, repeats ? Math.min(MOST, count) * Long.BYTES : bytes);
  }

  /**
   * Refuses tensors that take far more than the files hold. Those that are refused when they are
   * opened, since files are missing or cut short, take nothing.
   *
   * @param entries all that will be read; gone through twice
   * @throws Corrupt if together they take too much
   */
  public void check(Checkpoint checkpoint, Iterable<TensorEntry> entries) throws IOException {
    if (checkpoint.dataBytes().isEmpty()) {
      return;
    }
    long data = checkpoint.dataBytes().getAsLong();
    long bytes = 0;
    for (TensorEntry entry : entries) {
      bytes += weight(entry);
    }
    if (!isTooMuch(bytes, data)) {
      return;
    }
    bytes = 0;
    for (TensorEntry entry : entries) {
      if (opens(checkpoint, entry)) {
        bytes += weight(entry);
      }
    }
    if (isTooMuch(bytes, data)) {
      throw Corrupt.at(
          checkpoint.path(),
          "tensors of %d bytes in data files of %d: they overlap or repeat one value (see"
              + " 'tfckpt verify'); --any-size reads them anyway",
          bytes,
          data);
    }
  }

  private boolean isTooMuch(long bytes, long data) {
    return bytes > slack && (bytes - slack) / 2 > data;
  }

  private static boolean opens(Checkpoint checkpoint, TensorEntry entry) throws IOException {
    // Strings are walked when they are opened, which is what takes long.
    if (!entry.dtype().isFixed()) {
      return true;
    }
    try {
      return checkpoint.read(entry).elements().count() >= 0;
    } catch (CheckpointException e) {
      return false;
    }
  }
}
