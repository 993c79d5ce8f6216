package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When a bar appears, what it shows, and that nothing of it stays; the clock is the test's. */
final class ProgressTest {

  private static final long MIB = 1 << 20;
  private static final long SECOND = 1_000_000_000;
  private static final int WIDTH = 59;
  private static final String WIPED = "\r" + " ".repeat(WIDTH) + "\r";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  /** Runs over soon: what counts is the difference. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 7);

  private Progress progress(long bytes, int width) {
    PrintStream err = new PrintStream(written, false, StandardCharsets.UTF_8);
    return Progress.shown(bytes, err, now::get, () -> width);
  }

  /** What was written since it was asked last. */
  private String text() {
    String text = written.toString(StandardCharsets.UTF_8);
    written.reset();
    return text;
  }

  @Test
  void workOfAMomentShowsNothing() {
    try (Progress progress = progress(100 * MIB, WIDTH)) {
      progress.accept(40 * MIB);
      now.addAndGet(SECOND / 2);
      progress.accept(60 * MIB);
    }
    assertEquals("", text());
  }

  @Test
  void longWorkIsShownFromItsBeginningAndWipedAway() {
    try (Progress progress = progress(100 * MIB, WIDTH)) {
      progress.accept(30 * MIB);
      assertEquals("", text());
      now.addAndGet(21 * SECOND);
      progress.accept(12 * MIB);
      assertEquals("\r 42% [========>            ] 42/100 MiB (0:00:21 / 0:00:29)", text());
      now.addAndGet(7200 * SECOND);
      progress.accept(58 * MIB);
      assertEquals("\r100% [====================] 100/100 MiB (2:00:21 / 0:00:00)", text());
    }
    assertEquals(WIPED, text());
  }

  @Test
  void aBarIsDrawnAFewTimesASecond() {
    try (Progress progress = progress(1000 * MIB, WIDTH)) {
      now.addAndGet(SECOND);
      long drawings = 0;
      for (int i = 0; i < 1000; i++) {
        progress.accept(MIB);
        now.addAndGet(SECOND / 100);
        drawings += text().isEmpty() ? 0 : 1;
      }
      assertEquals(50, drawings);
    }
  }

  @Test
  void nothingDoneAndNothingToDo() {
    try (Progress progress = progress(100 * MIB, WIDTH)) {
      now.addAndGet(SECOND);
      progress.accept(0);
      assertEquals("\r  0% [>                           ] 0/100 MiB (0:00:01 / ?)", text());
    }
    text();
    try (Progress progress = progress(0, WIDTH)) {
      now.addAndGet(SECOND);
      progress.accept(5 * MIB);
      assertEquals("\r100% [========================] 5/5 MiB (0:00:01 / 0:00:00)", text());
    }
  }

  @Test
  void narrowTerminalsHaveNoSecondLine() {
    try (Progress progress = progress(100 * MIB, 29)) {
      now.addAndGet(SECOND);
      progress.accept(50 * MIB);
      assertEquals("\r 50% [>] 50/100 MiB (0:00:01 ", text());
    }
    assertEquals("\r" + " ".repeat(29) + "\r", text());
  }

  @Test
  void severalThreadsAddUp() {
    try (Progress progress = progress(1000 * MIB, WIDTH)) {
      LongStream.range(0, 769).parallel().forEach(i -> progress.accept(MIB));
      now.addAndGet(SECOND);
      progress.accept(MIB);
      assertTrue(text().startsWith("\r 77% "), "not all was counted");
    }
  }

  @Test
  void noneShowsNothing() {
    try (Progress progress = Progress.none()) {
      progress.accept(MIB);
    }
    assertEquals("", text());
  }
}
