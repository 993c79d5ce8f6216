package io.github.tfckpt.cli.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a bar appears and what it shows; the clock is the test's. */
final class ProgressTest {

  private static final long MIB = 1 << 20;
  private static final long SECOND = 1_000_000_000;
  private static final int WIDTH = 59;

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
  void longWorkIsShownFromItsBeginning() {
    try (Progress progress = progress(100 * MIB, WIDTH)) {
      progress.accept(30 * MIB);
      assertEquals("", text());
      now.addAndGet(21 * SECOND);
      progress.accept(12 * MIB);
    }
    String shown = text();
    assertTrue(shown.contains("42/100 MiB"), shown);
  }

  @Test
  void noneShowsNothing() {
    try (Progress progress = Progress.none()) {
      progress.accept(MIB);
    }
    assertEquals("", text());
  }
}
