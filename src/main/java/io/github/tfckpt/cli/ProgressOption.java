package io.github.tfckpt.cli;

import io.github.tfckpt.entry.TensorEntry;
import java.util.List;
import picocli.CommandLine.Option;

/** Whether a person sees how far work has come. */
final class ProgressOption {

  /** When to show a bar. */
  enum Bar {
    AUTO,
    NEVER
  }

  @Option(
      names = "--progress",
      paramLabel = "auto|never",
      description = "Show a bar on stderr; auto is on a terminal, after half a second.")
  private Bar bar = Bar.AUTO;

  /** A bar over the bytes of some tensors, or nothing if nobody would see it. */
  Progress of(Streams streams, boolean quiet, List<TensorEntry> work) {
    if (bar == Bar.NEVER || quiet || !streams.errIsTerminal()) {
      return Progress.none();
    }
    long bytes = 0;
    for (TensorEntry entry : work) {
      bytes += entry.bytes().orElse(0);
    }
    return Progress.shown(bytes, streams.err());
  }
}
