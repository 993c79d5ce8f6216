package io.github.tfckpt.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class BoundedTest {

  @Test
  void workThatEndsHasItsResult() {
    assertEquals("done", Bounded.run(() -> "done"));
  }

  @Test
  void workWithoutEndIsEnded() {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () ->
                Bounded.run(
                    () -> {
                      while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                      }
                      return null;
                    },
                    1_000_000));
    Scratch.tells(error.getMessage(), "ns of work, and no end");
  }

  @Test
  void failuresOfTheWorkAreThoseOfTheTest() {
    AssertionError wrong = new AssertionError("wrong");
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () ->
                Bounded.run(
                    () -> {
                      throw wrong;
                    }));
    assertEquals(wrong, error);
    IOException lost = new IOException("lost");
    error =
        assertThrows(
            AssertionError.class,
            () ->
                Bounded.run(
                    () -> {
                      throw lost;
                    }));
    assertEquals(lost, error.getCause());
  }
}
