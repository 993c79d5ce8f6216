package io.github.tfckpt.work;

import java.io.IOException;

/**
 * A piece of work for a {@link Scheduler}, cut into steps that any thread can take at the same time
 * as the others.
 *
 * @param <W> what a thread works with: buffers of its own
 */
public interface Job<W> {

  /**
   * Begins.
   *
   * @return how many steps there are; 0 if the job is done
   * @throws IOException if the job fails
   */
  default int begin() throws IOException {
    return 1;
  }

  /**
   * Takes a step. With several steps, other threads take others meanwhile.
   *
   * @param step from 0
   * @param own what this thread alone uses
   * @throws IOException if the step fails, and the job with it
   */
  void step(int step, W own) throws IOException;

  /**
   * Joins what the steps gave, after the last of them.
   *
   * @return how many steps there are again; 0 if the job is done
   * @throws IOException if the job fails
   */
  default int join() throws IOException {
    return 0;
  }

  /**
   * Takes the failure of the job, after all threads have left it: makes it a result, or throws it.
   *
   * @param e what {@link #begin}, {@link #join} or the first step that failed threw
   * @throws IOException to whoever takes the job
   */
  default void fail(IOException e) throws IOException {
    throw e;
  }
}
