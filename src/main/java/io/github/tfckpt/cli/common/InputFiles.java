package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.CheckpointFiles;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.packed.Archives;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** The files that are read, whatever their names: none of them may be written to. */
public final class InputFiles {

  /** What the file system tells two files apart by. */
  private final Set<Object> keys = new HashSet<>();

  /** Adds the files that a checkpoint has, as it was typed. */
  public void add(String typed, OptionalLong step) throws IOException {
    try {
      Path path = TypedPath.of(typed);
      if (path.getFileSystem().equals(FileSystems.getDefault()) || Archives.of(path).isPresent()) {
        for (Path file : CheckpointFiles.of(path, step)) {
          add(file);
        }
      }
    } catch (CheckpointException e) {
      // There is none: the command itself says why.
    }
  }

  /** Adds a file, if it is there. */
  void add(Path file) throws IOException {
    if (Files.exists(file)) {
      keys.add(key(file));
    }
  }

  /**
   * Refuses to write to one of them.
   *
   * @throws UsageException if the output is one
   */
  public void spare(Path output) throws IOException {
    if (Files.isRegularFile(output) && keys.contains(key(output))) {
      throw new UsageException(output + ": output file is input file");
    }
  }

  private static Object key(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file.toRealPath() : key;
  }
}
