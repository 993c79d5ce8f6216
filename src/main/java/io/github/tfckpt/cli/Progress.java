package io.github.tfckpt.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** How far work has come, told in bytes; a person sees a bar if it takes longer than a moment. */
abstract sealed class Progress implements LongConsumer, AutoCloseable {

  /** Counts nothing and shows nothing. */
  static Progress none() {
    return new None();
  }

  /** A bar that appears after half a second. */
  static Progress shown(long bytes, PrintStream err) {
    return shown(
        bytes,
        err,
        System::nanoTime,
        () -> TerminalWidth.within(Shown.LEAST_WIDTH, Shown.MOST_WIDTH) - 1);
  }

  /**
   * The same by another clock.
   *
   * @param clock counts nanoseconds
   * @param width how many columns the bar takes, asked when it appears
   */
  static Progress shown(long bytes, PrintStream err, LongSupplier clock, IntSupplier width) {
    return new Shown(bytes, err, clock, width);
  }

  @Override
  public abstract void close();

  private static final class None extends Progress {
    @Override
    public void accept(long bytes) {}

    @Override
    public void close() {}
  }

  /**
   * Drawn by who tells of work, over and over in one line, and wiped away when the work ends.
   *
   * <pre>
   *    42% [=======&gt;          ] 42/100 MiB (0:00:21 / 0:00:29)     gone by / left
   * </pre>
   */
  private static final class Shown extends Progress {
    private static final long SECOND = 1_000_000_000L;
    private static final long MOMENT = SECOND / 2;
    private static final long BETWEEN = SECOND / 5;
    private static final long MIB = 1 << 20;
    private static final int LEAST_WIDTH = 30;
    private static final int MOST_WIDTH = 100;

    private final long total;
    private final PrintStream err;
    private final LongSupplier clock;
    private final IntSupplier columns;
    private final long start;
    private long done;

    /** 0 until the bar appears. */
    private int width;

    private long drawn;

    Shown(long total, PrintStream err, LongSupplier clock, IntSupplier columns) {
      this.total = total;
      this.err = err;
      this.clock = clock;
      this.columns = columns;
      this.start = clock.getAsLong();
    }

    @Override
    public synchronized void accept(long bytes) {
      done += bytes;
      long now = clock.getAsLong();
      if (width == 0 && now - start > MOMENT) {
        width = columns.getAsInt();
      } else if (width == 0 || now - drawn < BETWEEN) {
        return;
      }
      drawn = now;
      draw(line((now - start) / SECOND));
    }

    private String line(long seconds) {
      // More than there is to do is done where sizes were not known before.
      double share = total <= 0 ? 1 : Math.min(1, (double) done / total);
      String left = share == 0 ? "?" : time((long) (seconds / share - seconds));
      String head = String.format(Locale.ROOT, "%3d%% [", (int) (100 * share));
      String tail =
          String.format(
              Locale.ROOT,
              "] %d/%d MiB (%s / %s)",
              done / MIB,
              Math.max(done, total) / MIB,
              time(seconds),
              left);
      int room = Math.max(1, width - head.length() - tail.length());
      int full = (int) (room * share);
      String bar = "=".repeat(full) + (full < room ? ">" : "");
      return head + bar + " ".repeat(room - bar.length()) + tail;
    }

    private static String time(long seconds) {
      return String.format(
          Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private void draw(String line) {
      err.print("\r" + line.substring(0, Math.min(width, line.length())));
      err.flush();
    }

    @Override
    public synchronized void close() {
      if (width > 0) {
        draw(" ".repeat(width));
        draw("");
      }
    }
  }
}
