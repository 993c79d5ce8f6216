package io.github.tfckpt.cli.common;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** On how many threads work is done. */
final class ThreadsOption {

  private static final int MOST = 256;

  private final OptionSpec threads =
      Options.value(
          Integer.class,
          "N",
          "Work on N tensors at once; as many as there are processors by default.",
          "--threads");

  void addTo(CommandSpec command) {
    command.addOption(threads);
  }

  int count() {
    return Math.min(Options.given(threads, Runtime.getRuntime().availableProcessors()), MOST);
  }
}
