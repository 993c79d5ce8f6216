package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Expansion;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lets tensors take any multiple of what the files hold. */
public final class SizeOption {

  private final OptionSpec any =
      Options.flag(
          "Also read tensors that are far larger than their files because they overlap or"
              + " repeat one value.",
          "--any-size");

  public void addTo(CommandSpec command) {
    command.addOption(any);
  }

  /** Refuses tensors that take far more than the files hold, unless the option was typed. */
  public void check(Checkpoint checkpoint, Iterable<TensorEntry> entries, Expansion use)
      throws IOException {
    if (!Options.isGiven(any)) {
      use.check(checkpoint, entries);
    }
  }
}
