package io.github.tfckpt.cli;

import io.github.tfckpt.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command's answer goes, and what it looks like there. */
final class OutputOptions {

  /** When to use colour. */
  enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to FILE: beside it first, renamed when it is whole.")
  private String file = "";

  @Option(
      names = {"-q", "--quiet"},
      description = "No remarks on stderr, errors only.")
  private boolean quiet;

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      description = "Colour; auto is on a terminal only. NO_COLOR in the environment wins.")
  private Color color = Color.AUTO;

  boolean isQuiet() {
    return quiet;
  }

  boolean isToFile() {
    return !file.isEmpty();
  }

  boolean isColour(Streams streams) {
    boolean wanted =
        color == Color.ALWAYS || (color == Color.AUTO && streams.outIsTerminal() && !isToFile());
    return wanted && !streams.plain();
  }

  /** Opens the place to write to. It must be committed once everything is written. */
  Output open(Streams streams) throws IOException {
    if (!isToFile()) {
      return Output.of(streams.out());
    }
    try {
      return Output.beside(Path.of(file));
    } catch (InvalidPathException e) {
      throw new Usage("'" + file + "' is no file name");
    }
  }

  /** Prints what a person should know besides the answer. */
  void remark(Streams streams, Checkpoint checkpoint) {
    if (!quiet) {
      for (String remark : checkpoint.remarks()) {
        streams.message(remark);
      }
    }
  }

  /** Prints what of the index cannot be read, after everything that can; the result is the code. */
  static int damage(Streams streams, Checkpoint checkpoint) {
    for (String damage : checkpoint.damage()) {
      streams.message(damage);
    }
    return checkpoint.damage().isEmpty() ? ExitCode.OK : ExitCode.DAMAGED;
  }
}
