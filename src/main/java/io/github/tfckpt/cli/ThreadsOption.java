package io.github.tfckpt.cli;

import picocli.CommandLine.Option;

/** On how many threads work is done. */
final class ThreadsOption {

  private static final int MOST = 256;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Work on N tensors at once; as many as there are processors by default.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /** At least one. */
  int count() {
    if (threads < 1) {
      throw new Usage("--threads is " + threads + ", at least 1 is needed");
    }
    return Math.min(threads, MOST);
  }
}
