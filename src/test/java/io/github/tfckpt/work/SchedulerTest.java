package io.github.tfckpt.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.testing.Bounded;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = Bounded.PATIENCE, unit = TimeUnit.MINUTES)
final class SchedulerTest {

  /** Adds up numbers, cut into steps, in two rounds; some steps fail. */
  private static class Sum implements Job<int[]> {
    private final int number;
    private final int steps;
    private final Set<Integer> failing;
    private final long[] parts;
    private long sum;
    private boolean again;

    Sum(long number, int steps, Set<Integer> failing) {
      this.number = (int) number;
      this.steps = steps;
      this.failing = failing;
      this.parts = new long[steps];
    }

    @Override
    public int begin() {
      return steps;
    }

    @Override
    public void step(int step, int[] own) throws IOException {
      own[0]++;
      if (failing.contains(step)) {
        throw new IOException(number + "." + step);
      }
      parts[step] += 100L * number + step;
    }

    @Override
    public int join() {
      if (!again) {
        again = true;
        return steps;
      }
      for (long part : parts) {
        sum = 31 * sum + part;
      }
      return 0;
    }

    long expected() {
      long expected = 0;
      for (int i = 0; i < steps; i++) {
        expected = 31 * expected + 2 * (100L * number + i);
      }
      return expected;
    }
  }

  private static Scheduler<int[], Sum> sums(int count, int steps, int threads, int... failing) {
    Set<Integer> of13 = new HashSet<>();
    for (int step : failing) {
      of13.add(step);
    }
    return new Scheduler<>(
        count,
        i -> new Sum(i, i % 5 == 4 ? 0 : steps, i == 13 ? of13 : Set.of()),
        8,
        threads,
        () -> new int[1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void jobsComeInOrderAndWhole(int threads) throws IOException {
    for (int steps : new int[] {1, 2, 40}) {
      try (Scheduler<int[], Sum> all = sums(500, steps, threads)) {
        for (int i = 0; i < 500; i++) {
          Sum sum = all.take();
          assertEquals(i, sum.number);
          assertEquals(i % 5 == 4 ? 0 : sum.expected(), sum.sum);
        }
        assertThrows(NoSuchElementException.class, all::take);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aJobFailsAloneWithItsFirstStepThatFails(int threads) throws IOException {
    try (Scheduler<int[], Sum> all = sums(30, 40, threads, 38, 39, 20)) {
      for (int i = 0; i < 30; i++) {
        if (i == 13) {
          assertEquals("13.20", assertThrows(IOException.class, all::take).getMessage());
        } else {
          assertEquals(i, all.take().number);
        }
      }
    }
  }

  @Test
  void aFailureIsAResultWhereTheJobSaysSo() throws IOException {
    class Lenient extends Sum {
      private String failed = "";

      Lenient() {
        super(7, 3, Set.of(1));
      }

      @Override
      public void fail(IOException e) {
        failed = e.getMessage();
      }
    }
    try (Scheduler<int[], Lenient> all =
        new Scheduler<>(1, i -> new Lenient(), 1, 2, () -> new int[1])) {
      assertEquals("7.1", all.take().failed);
    }
  }

  @Test
  void bugsAndSpacesThatCannotBeMadeComeInPlaceOfTheirJob() throws IOException {
    Job<int[]> job = (step, own) -> {};
    try (Scheduler<int[], Job<int[]>> all =
        new Scheduler<>(
            2,
            i -> {
              if (i == 0) {
                throw new IllegalStateException("no job");
              }
              return job;
            },
            2,
            2,
            () -> {
              throw new OutOfMemoryError("no space");
            })) {
      assertEquals("no job", assertThrows(IllegalStateException.class, all::take).getMessage());
      assertEquals("no space", assertThrows(OutOfMemoryError.class, all::take).getMessage());
    }
  }

  /** Every step waits until all threads have one: they share a single job. */
  @Test
  void allThreadsTakeStepsOfOneJob() throws IOException {
    CountDownLatch together = new CountDownLatch(4);
    try (Scheduler<Object, Job<Object>> all =
        new Scheduler<>(1, i -> new Steps(4, together), 1, 4, Object::new)) {
      all.take();
    }
    assertEquals(0, together.getCount());
  }

  private record Steps(int begin, CountDownLatch together) implements Job<Object> {
    @Override
    public void step(int step, Object own) throws IOException {
      together.countDown();
      await(together);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** No job beyond the bound is begun, although the others have nothing else to do. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void onlySoManyJobsAreAhead(int threads) throws IOException {
    AtomicLong taken = new AtomicLong();
    AtomicLong farthest = new AtomicLong();
    Job<Object> job = (step, own) -> Thread.onSpinWait();
    try (Scheduler<Object, Job<Object>> all =
        new Scheduler<>(
            1000,
            i -> {
              farthest.accumulateAndGet(i - taken.get(), Math::max);
              return job;
            },
            6,
            threads,
            Object::new)) {
      for (int i = 0; i < 1000; i++) {
        all.take();
        taken.incrementAndGet();
      }
    }
    // The count is raised a moment after the job was taken.
    assertTrue(farthest.get() <= 6, () -> farthest + " ahead");
  }

  @Test
  void anInterruptEndsWaitingAndLosesNothing() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Thread taker = Thread.currentThread();
    Job<Object> job =
        (step, own) -> {
          if (Thread.currentThread() == taker) {
            while (begun.getCount() > 0) {
              Thread.onSpinWait();
            }
          } else {
            begun.countDown();
            taker.interrupt();
            await(hold);
          }
        };
    // One job is the taker's, the other one stays under way; it may be the first or the second.
    try (Scheduler<Object, Job<Object>> all = new Scheduler<>(2, i -> job, 2, 2, Object::new)) {
      int taken = 0;
      try {
        for (; taken < 2; taken++) {
          all.take();
        }
      } catch (InterruptedIOException e) {
        assertTrue(Thread.interrupted());
      }
      assertTrue(taken < 2);
      hold.countDown();
      for (; taken < 2; taken++) {
        all.take();
      }
      assertThrows(NoSuchElementException.class, all::take);
    }
  }

  @Test
  void closingWaitsForStepsUnderWayAndBeginsNoOthers() throws IOException {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    Job<Object> job =
        (step, own) -> {
          running.incrementAndGet();
          for (int i = 0; i < 1000; i++) {
            Thread.onSpinWait();
          }
          done.incrementAndGet();
          running.decrementAndGet();
        };
    Scheduler<Object, Job<Object>> all =
        new Scheduler<>(1_000_000, i -> job, 1_000_000, 4, Object::new);
    all.take();
    all.close();
    int whenClosed = done.get();
    assertEquals(0, running.get());
    assertEquals(whenClosed, done.get());
    assertTrue(whenClosed < 1_000_000);
    assertThrows(NoSuchElementException.class, all::take);
  }

  @Test
  void aMapEndsAtTheFirstFailureAndKeepsAnInterrupt() throws IOException {
    Thread.currentThread().interrupt();
    List<Integer> squares = new ParallelMap<Integer>(50, () -> i -> i * i).run(3);
    assertTrue(Thread.interrupted());
    assertEquals(49 * 49, squares.get(49));
    AtomicInteger begun = new AtomicInteger();
    ParallelMap<Integer> failing =
        new ParallelMap<>(
            1000,
            () ->
                i -> {
                  begun.incrementAndGet();
                  throw new IOException("piece " + i);
                });
    assertTrue(assertThrows(IOException.class, () -> failing.run(2)).getMessage().startsWith("p"));
    assertTrue(begun.get() <= 2, () -> begun + " begun");
  }

  @Test
  void littleWorkStartsNoThreads() {
    assertEquals(1, Scheduler.threads(8, (4 << 20) - 1));
    assertEquals(8, Scheduler.threads(8, 4 << 20));
  }
}
