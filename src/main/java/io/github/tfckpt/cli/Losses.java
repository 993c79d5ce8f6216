package io.github.tfckpt.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Tensors that could not be read while others could. What several have in common is told once. */
final class Losses {

  private final Streams streams;
  private final Failures failures;
  private final Set<String> told = new HashSet<>();
  private long tensors;
  private int code = ExitCode.OK;

  Losses(Streams streams, Failures failures) {
    this.streams = streams;
    this.failures = failures;
  }

  void add(IOException e) {
    tensors++;
    if (told.add(String.valueOf(e.getMessage()))) {
      code = ExitCode.worse(code, failures.tell(e));
    }
  }

  /** Sums up where not each loss was told; the result is the exit code for all of them. */
  int end() {
    if (tensors > told.size()) {
      streams.message("in all " + tensors + " tensors cannot be read");
    }
    return code;
  }
}
