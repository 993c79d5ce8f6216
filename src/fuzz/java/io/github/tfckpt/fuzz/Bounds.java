package io.github.tfckpt.fuzz;

import java.lang.management.ManagementFactory;

/**
 * What one input may take of the machine. {@code MutatedFilesTest} holds whole commands to 64 MiB
 * and a second; instrumented code takes several times as much of both.
 */
public final class Bounds {

  /** Jazzer makes arrays of what is compared. */
  private static final long MOST_BYTES = 256L << 20;

  private static final long MOST_NANOS = 4_000_000_000L;

  /** The first time, classes are loaded and instrumented on the way. */
  private static final int TRIALS = 3;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Bounds() {}

  /**
   * Does some work on this thread, several times if it took too much.
   *
   * @throws AssertionError if it took too much each time
   */
  public static void keep(Runnable work) {
    String taken = "";
    for (int i = 0; i < TRIALS; i++) {
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      long nanos = THREADS.getCurrentThreadCpuTime();
      work.run();
      long took = THREADS.getCurrentThreadAllocatedBytes() - bytes;
      long worked = THREADS.getCurrentThreadCpuTime() - nanos;
      if (took <= MOST_BYTES && worked <= MOST_NANOS) {
        return;
      }
      taken = took + " bytes allocated, " + worked + " ns of work";
    }
    throw new AssertionError(taken);
  }
}
