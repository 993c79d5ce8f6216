package io.github.tfckpt.work;

import java.util.ArrayList;
import java.util.List;

/** Several threads that do the same work together: each takes what is left until nothing is. */
public final class Workers {

  private Workers() {}

  /**
   * Runs work on some threads at once, this one among them, and waits for all of them. An interrupt
   * is kept for later.
   *
   * @param count how many threads; with 1 or fewer this one works alone
   * @param name what the other threads are called, before their number
   * @param work catches what goes wrong in it
   */
  public static void run(int count, String name, Runnable work) {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      Thread other = new Thread(work, name + i);
      other.setDaemon(true);
      other.start();
      others.add(other);
    }
    work.run();
    boolean interrupted = false;
    for (Thread other : others) {
      interrupted |= await(other);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a thread to end; true if this one was interrupted meanwhile. */
  private static boolean await(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }
}
