package io.github.tfckpt.cli.common;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Counts the bytes that are done; shows a bar on a terminal if the work takes a while. */
public abstract sealed class Progress implements LongConsumer, AutoCloseable {

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

  private static final class Shown extends Progress {
    private static final long MOMENT = 500_000_000L;
    private static final int LEAST_WIDTH = 30;
    private static final int MOST_WIDTH = 100;

    private final long total;
    private final PrintStream err;
    private final LongSupplier clock;
    private final IntSupplier width;
    private final long start;
    private long done;
    private Optional<ProgressBar> bar = Optional.empty();

    Shown(long total, PrintStream err, LongSupplier clock, IntSupplier width) {
      this.total = total;
      this.err = err;
      this.clock = clock;
      this.width = width;
      this.start = clock.getAsLong();
    }

    @Override
    public synchronized void accept(long bytes) {
      done += bytes;
      if (bar.isEmpty() && clock.getAsLong() - start > MOMENT) {
        bar = Optional.of(build());
      }
      bar.ifPresent(shown -> shown.stepTo(done));
    }

    private ProgressBar build() {
      return new ProgressBarBuilder()
          .setInitialMax(total)
          .setUnit(" MiB", 1 << 20)
          .setStyle(ProgressBarStyle.ASCII)
          .setUpdateIntervalMillis(200)
          .setConsumer(new ConsoleProgressBarConsumer(err, width.getAsInt()))
          .clearDisplayOnFinish()
          .build();
    }

    @Override
    public synchronized void close() {
      bar.ifPresent(ProgressBar::close);
    }
  }
}
