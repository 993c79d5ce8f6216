package io.github.tfckpt.cli;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.io.CheckpointException.Missing;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalLong;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The checkpoint that a command is about. */
final class CheckpointArgument {

  private static final long LATEST = -1;

  @Parameters(
      index = "0",
      paramLabel = "CKPT",
      description =
          "A prefix (model.ckpt-7), any file of a checkpoint, a V1 file, a directory with a"
              + " 'checkpoint' file, or a SavedModel directory.")
  private String path = "";

  @Option(
      names = "--step",
      paramLabel = "N",
      description = "Of a directory, the checkpoint of this step instead of the latest.")
  private long step = LATEST;

  /** The path as it was typed. */
  String typed() {
    return path;
  }

  Checkpoint open() throws IOException {
    if (step < LATEST) {
      throw new Usage("--step is " + step + ", steps are counted from 0");
    }
    if (path.isEmpty()) {
      throw new Missing("\"\"", "no such file");
    }
    try {
      OptionalLong wanted = step == LATEST ? OptionalLong.empty() : OptionalLong.of(step);
      return Checkpoint.open(Path.of(path), wanted);
    } catch (InvalidPathException e) {
      throw new Missing(path, "no such file");
    }
  }
}
