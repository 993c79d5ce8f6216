package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.render.TextStyle;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where a command writes its answer, and in which style. */
public final class OutputOptions {

  /** When to use colour. */
  public enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  private final OptionSpec file =
      Options.value(
          String.class,
          "FILE",
          "Write to FILE atomically (temporary file, then rename); - is standard output.",
          "-o",
          "--output");

  private final OptionSpec quiet =
      Options.flag(
          "Print no remarks, and no answer if the exit code says it all.", "-q", "--quiet");

  private final OptionSpec color =
      Options.value(
          String.class,
          "auto|always|never",
          "Use colour; auto means on a terminal, unless NO_COLOR is set or TERM is dumb.",
          "--color");

  public void addTo(CommandSpec command) {
    addFileTo(command);
    addQuietTo(command);
    command.addOption(color);
  }

  /** Only the option that names a file. */
  public void addFileTo(CommandSpec command) {
    command.addOption(file);
  }

  /** Only the one that silences remarks. */
  public void addQuietTo(CommandSpec command) {
    command.addOption(quiet);
  }

  public boolean isQuiet() {
    return Options.isGiven(quiet);
  }

  private String file() {
    return Options.given(file, "");
  }

  /** True if a place was named: a file, or a hyphen. */
  public boolean isGiven() {
    return !file().isEmpty();
  }

  /** True if a file was named; a hyphen is standard output. */
  public boolean isToFile() {
    return isGiven() && !file().equals("-");
  }

  public boolean isColour(Streams streams) {
    Color when = Options.choice(color, Color.AUTO);
    return when == Color.ALWAYS
        || (when == Color.AUTO && isToTerminal(streams) && !streams.plain());
  }

  private boolean isToTerminal(Streams streams) {
    return streams.outIsTerminal() && !isToFile();
  }

  /** The style of text. */
  public TextStyle look(Streams streams) {
    boolean colour = isColour(streams);
    return isToTerminal(streams)
        ? new TextStyle(colour, () -> TerminalWidth.within(1, Integer.MAX_VALUE))
        : TextStyle.endless(colour);
  }

  /**
   * Opens the place to write to. It must be committed once everything is written.
   *
   * @param read the checkpoint, which is not overwritten
   */
  Output open(Streams streams, CheckpointArgument read) throws IOException {
    if (isToFile()) {
      spare(read.files());
    }
    return open(streams);
  }

  /** Opens the place to write to. It must be committed once everything is written. */
  public Output open(Streams streams) throws IOException {
    return isToFile() ? Output.to(path(), streams) : Output.of(streams.out());
  }

  /** Refuses to write to a file of a checkpoint that is read. */
  public void spare(String typed, OptionalLong step) throws IOException {
    if (isToFile()) {
      InputFiles read = new InputFiles();
      read.add(typed, step);
      spare(read);
    }
  }

  /** Refuses to write to a file that is read. */
  public void spare(Path file) throws IOException {
    InputFiles read = new InputFiles();
    read.add(file);
    spare(read);
  }

  /** Refuses to write to any of some files that are read. */
  public void spare(InputFiles read) throws IOException {
    if (isToFile()) {
      read.spare(path());
    }
  }

  /** The file that was named. */
  public Path path() {
    try {
      return Path.of(file());
    } catch (InvalidPathException e) {
      throw new UsageException("'" + file() + "' is not a file name");
    }
  }

  /** Prints the remarks on a checkpoint; the result is what was printed. */
  public List<String> remark(Streams streams, Checkpoint checkpoint) {
    if (isQuiet()) {
      return List.of();
    }
    for (String remark : checkpoint.remarks()) {
      streams.message(remark);
    }
    return checkpoint.remarks();
  }

  /** Reports what of the index cannot be read; the result is the exit code. */
  public static int damage(Streams streams, Checkpoint checkpoint) {
    for (String damage : checkpoint.damage()) {
      streams.message(damage);
    }
    return checkpoint.damage().isEmpty() ? ExitCode.OK : ExitCode.DAMAGED;
  }
}
