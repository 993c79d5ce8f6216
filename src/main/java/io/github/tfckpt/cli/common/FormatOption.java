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
              + ". On a narrow terminal, text leaves out columns or puts a row on two lines;"
              + " pipes and files get everything.",
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
