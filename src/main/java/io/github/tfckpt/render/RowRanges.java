package io.github.tfckpt.render;

import io.github.tfckpt.io.InOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prints many rows on all cores: each range of them goes into a memory of its own, and these are
 * written one after another. Holds a few ranges at a time, however many rows there are.
 */
public final class RowRanges {

  /** Rows that one thread prints in one go. */
  private static final int RANGE = 1 << 12;

  /** Ranges that are in memory at once. */
  private static final int AT_ONCE = 8;

  private final int rows;
  private final Range range;
  private final List<Memory> memories = new ArrayList<>();

  /** Prints some neighbouring rows; several threads do so at once. */
  @FunctionalInterface
  public interface Range {
    /** Prints rows {@code from} to {@code to}, the last not among them. */
    void print(int from, int to, TextOut out) throws IOException;
  }

  private RowRanges(int rows, Range range) {
    this.rows = rows;
    this.range = range;
    for (int i = 0; i < AT_ONCE; i++) {
      memories.add(new Memory());
    }
  }

  /** Prints all of {@code rows} rows in their order. */
  public static void print(int rows, Range range, TextOut out) throws IOException {
    if (rows < 2 * RANGE) {
      range.print(0, rows, out);
      return;
    }
    new RowRanges(rows, range).print(out);
  }

  private void print(TextOut out) throws IOException {
    for (int start = 0; start < rows; start += AT_ONCE * RANGE) {
      int first = start;
      int ranges = Math.min(AT_ONCE, (rows - start + RANGE - 1) / RANGE);
      InOrder.Work<Memory> work = i -> printed(first + i * RANGE, memories.get(i));
      for (Memory each : new InOrder<Memory>(ranges, () -> work).run(0)) {
        out.encoded(each.array, each.size);
      }
    }
  }

  private Memory printed(int from, Memory memory) throws IOException {
    memory.size = 0;
    TextOut out = memory.text;
    range.print(from, Math.min(rows, from + RANGE), out);
    out.flush();
    return memory;
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
