package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.CheckpointFiles;
import io.github.tfckpt.io.CheckpointException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What a command reads: an answer that took its place would destroy it. */
final class Inputs {

  private Inputs() {}

  /**
   * Refuses an output that is a file of the checkpoint that was typed.
   *
   * @throws UsageException if it is
   */
  static void spare(String typed, OptionalLong step, Path output) throws IOException {
    if (!Files.isRegularFile(output)) {
      return;
    }
    try {
      Path path = TypedPath.of(typed);
      if (path.getFileSystem().equals(FileSystems.getDefault())) {
        for (Path file : CheckpointFiles.of(path, step)) {
          spare(file, output);
        }
      }
    } catch (CheckpointException e) {
      // There is none: the command itself says why.
    }
  }

  /**
   * Refuses an output that is this file.
   *
   * @throws UsageException if it is
   */
  static void spare(Path read, Path output) throws IOException {
    if (Files.exists(read) && Files.exists(output) && Files.isSameFile(read, output)) {
      throw new UsageException(output + ": output file is input file");
    }
  }
}
