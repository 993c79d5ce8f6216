package io.github.tfckpt.cli.common;

import io.github.tfckpt.entry.TensorEntry;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Whether a person sees how far work has come. */
public final class ProgressOption {

  /** When to show a bar. */
  public enum Bar {
    AUTO,
    NEVER
  }

  private final OptionSpec bar =
      Options.value(
          String.class,
          "auto|never",
          "Show a progress bar on stderr; auto means on a terminal, after half a second.",
          "--progress");

  public void addTo(CommandSpec command) {
    command.addOption(bar);
  }

  /** A bar over the bytes of some tensors, or nothing if nobody would see it. */
  public Progress of(Streams streams, boolean quiet, List<TensorEntry> work) {
    long bytes = 0;
    for (TensorEntry entry : work) {
      bytes += entry.bytes().orElse(0);
    }
    return of(streams, quiet, bytes);
  }

  /** A bar over so many bytes, or nothing if nobody would see it. */
  public Progress of(Streams streams, boolean quiet, long bytes) {
    return bar() == Bar.NEVER || quiet || !streams.errIsTerminal()
        ? Progress.none()
        : Progress.shown(bytes, streams.err());
  }

  private Bar bar() {
    return Options.choice(bar, Bar.AUTO);
  }
}
