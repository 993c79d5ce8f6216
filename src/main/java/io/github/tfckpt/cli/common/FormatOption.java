package io.github.tfckpt.cli.common;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The format of an answer that is a table. */
public final class FormatOption {

  private final OptionSpec format =
      Options.choice(
          TableFormat.class,
          "FORMAT",
          Options.choices(TableFormat.TEXT)
              + ". Text fits the terminal: if it is narrow, columns"
              + " are left out or a row takes two lines. Pipes and the other formats get everything.",
          "-f",
          "--format");

  public void addTo(CommandSpec command) {
    command.addOption(format);
  }

  /** True if the answer is for people. */
  public boolean isText() {
    return format() == TableFormat.TEXT;
  }

  public TableFormat format() {
    return Options.choice(format, TableFormat.TEXT);
  }
}
