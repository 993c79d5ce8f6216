package io.github.tfckpt.cli.common;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tensors that failed to read; a shared cause is reported once. */
public final class ReadFailures {

  private final Streams streams;
  private final Failures failures;
  private final Set<String> told;
  private long untold;
  private long tensors;
  private int code = ExitCode.OK;

  /**
   * None yet.
   *
   * @param told messages that were printed before
   */
  public ReadFailures(Streams streams, List<String> told) {
    this.streams = streams;
    this.failures = new Failures(streams);
    this.told = new HashSet<>(told);
  }

  public void add(IOException e) {
    tensors++;
    code = ExitCode.worse(code, Failures.code(e));
    if (!report(e)) {
      untold++;
    }
  }

  /** Reports a failure without counting a tensor; false if the message was printed before. */
  public boolean report(IOException e) {
    boolean isNew = told.add(String.valueOf(e.getMessage()));
    if (isNew) {
      failures.report(e);
    }
    return isNew;
  }

  /**
   * Prints the number of tensors if some failures were not printed; the result is the exit code.
   */
  public int end() {
    if (untold > 0) {
      streams.message(tensors + (tensors == 1 ? " tensor" : " tensors") + " cannot be read");
    }
    return code;
  }
}
