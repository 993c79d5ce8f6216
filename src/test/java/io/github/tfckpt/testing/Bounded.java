package io.github.tfckpt.testing;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that has to end. What counts is the processor time of this JVM, which other programs do not
 * take away; only what sleeps is given up by the clock, after {@link #PATIENCE} minutes.
 */
public final class Bounded {

  /** Minutes that a test waits for what normally comes at once. */
  public static final int PATIENCE = 10;

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(40);
  private static final long LOOK_MILLIS = 20;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Bounded() {}

  /**
   * The result of some work.
   *
   * @throws AssertionError if it takes more than its processor time, or fails
   */
  public static <T> T run(Callable<T> work) {
    return run(work, MOST_NANOS);
  }

  static <T> T run(Callable<T> work, long mostNanos) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "bounded");
    thread.setDaemon(true);
    long start = PROCESS.getProcessCpuTime();
    thread.start();
    try {
      for (long waited = 0; waited < TimeUnit.MINUTES.toMillis(PATIENCE); waited += LOOK_MILLIS) {
        try {
          return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          long nanos = PROCESS.getProcessCpuTime() - start;
          if (nanos > mostNanos) {
            throw new AssertionError(nanos + " ns of work, and no end", e);
          }
        }
      }
      throw new AssertionError("no end after " + PATIENCE + " minutes");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof AssertionError failed
          ? failed
          : new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      thread.interrupt();
    }
  }
}
