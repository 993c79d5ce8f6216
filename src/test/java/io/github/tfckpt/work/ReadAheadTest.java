package io.github.tfckpt.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.testing.Bounded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = Bounded.PATIENCE, unit = TimeUnit.MINUTES)
final class ReadAheadTest {

  private static final class Memory {
    private long value = -1;
  }

  @Test
  void resultsComeInTheOrderOfThePieces() throws IOException {
    for (int threads = 1; threads <= 5; threads++) {
      ReadAhead.Work<Memory> work =
          (piece, memory) -> {
            if (piece % 7 == 0) {
              Thread.onSpinWait();
            }
            memory.value = piece * piece;
          };
      try (ReadAhead<Memory> ahead = new ReadAhead<>(2000, threads, Memory::new, () -> work)) {
        for (long i = 0; i < 2000; i++) {
          assertEquals(i * i, ahead.take().value);
        }
        assertThrows(NoSuchElementException.class, ahead::take);
      }
    }
  }

  @Test
  void buffersInUseAreNotRefilled() throws IOException {
    ReadAhead.Work<Memory> work = (piece, memory) -> memory.value = piece;
    try (ReadAhead<Memory> ahead = new ReadAhead<>(5000, 4, Memory::new, () -> work)) {
      for (long i = 0; i < 5000; i++) {
        Memory memory = ahead.take();
        for (int look = 0; look < 50; look++) {
          assertEquals(i, memory.value);
          Thread.onSpinWait();
        }
      }
    }
  }

  @Test
  void fewBuffersHoweverManyPieces() throws IOException {
    AtomicInteger made = new AtomicInteger();
    ReadAhead.Work<Memory> work = (piece, memory) -> memory.value = piece;
    try (ReadAhead<Memory> ahead =
        new ReadAhead<>(
            10_000,
            3,
            () -> {
              made.incrementAndGet();
              return new Memory();
            },
            () -> work)) {
      for (int i = 0; i < 10_000; i++) {
        ahead.take();
      }
    }
    assertTrue(made.get() <= 12, () -> made + " memories");
  }

  @Test
  void aFailureComesInPlaceOfItsPiece() throws IOException {
    ReadAhead.Work<Memory> work =
        (piece, memory) -> {
          if (piece == 5) {
            throw new IOException("five");
          }
          if (piece == 6) {
            throw new IllegalStateException("six");
          }
          memory.value = piece;
        };
    List<String> seen = new ArrayList<>();
    try (ReadAhead<Memory> ahead = new ReadAhead<>(8, 2, Memory::new, () -> work)) {
      for (int i = 0; i < 8; i++) {
        try {
          seen.add(Long.toString(ahead.take().value));
        } catch (IOException | IllegalStateException e) {
          seen.add(e.getMessage());
        }
      }
    }
    assertEquals(List.of("0", "1", "2", "3", "4", "five", "six", "7"), seen);
  }

  @Test
  void closingEndsTheThreads() throws Exception {
    ConcurrentHashMap<Thread, Boolean> workers = new ConcurrentHashMap<>();
    ReadAhead.Work<Memory> work = (piece, memory) -> workers.put(Thread.currentThread(), true);
    try (ReadAhead<Memory> ahead = new ReadAhead<>(1_000_000, 3, Memory::new, () -> work)) {
      ahead.take();
    }
    workers.remove(Thread.currentThread());
    for (Thread worker : workers.keySet()) {
      worker.join();
    }
  }

  @Test
  void noWorkGivesNoResult() throws IOException {
    ReadAhead.Work<Memory> work = (piece, memory) -> memory.value = piece;
    try (ReadAhead<Memory> ahead = new ReadAhead<>(0, 2, Memory::new, () -> work)) {
      assertThrows(NoSuchElementException.class, ahead::take);
    }
  }
}
