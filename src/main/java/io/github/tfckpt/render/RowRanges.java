package io.github.tfckpt.render;

import io.github.tfckpt.work.ReadAhead;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Prints many rows on all cores: each range of them goes into a memory of its own, and these are
 * written one after another. A few ranges are in memory at a time, however many rows there are.
 */
public final class RowRanges {

  /** Rows that one thread prints in one go. */
  private static final int RANGE = 1 << 12;

  private RowRanges() {}

  /** Prints some neighbouring rows; several threads do so at once. */
  @FunctionalInterface
  public interface Printer {
    /** Prints rows {@code from} to {@code to}, the last not among them. */
    void print(int from, int to, TextOut out) throws IOException;
  }

  /** Prints all of {@code rows} rows in their order. */
  public static void print(int rows, Printer range, TextOut out) throws IOException {
    if (rows < 2 * RANGE) {
      range.print(0, rows, out);
      return;
    }
    int ranges = (rows + RANGE - 1) / RANGE;
    ReadAhead.Work<Memory> work =
        (number, memory) -> {
          int from = (int) number * RANGE;
          memory.size = 0;
          range.print(from, Math.min(rows, from + RANGE), memory.text);
          memory.text.flush();
        };
    try (ReadAhead<Memory> ahead = new ReadAhead<>(ranges, 0, Memory::new, () -> work)) {
      for (int i = 0; i < ranges; i++) {
        Memory each = ahead.take();
        out.encoded(each.array, each.size);
      }
    }
  }

  /** Takes what is written, and is used again and again. */
  private static final class Memory extends OutputStream {
    private byte[] array = new byte[1 << 18];
    private int size;
    private final TextOut text = new TextOut(this);

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      int end = Math.addExact(size, length);
      if (end > array.length) {
        array = Arrays.copyOf(array, (int) Math.max(end, Math.min(2L * size, 1 << 30)));
      }
      System.arraycopy(bytes, offset, array, size, length);
      size = end;
    }
  }
}
