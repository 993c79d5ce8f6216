package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.packed.Archives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The files that a path means, sound or not: what has a state file, data, a graph among them. */
public final class CheckpointFiles {

  private CheckpointFiles() {}

  /**
   * {@return the files that {@code typed} means to {@link Checkpoint#open(Path, OptionalLong)} or
   * {@link Checkpoint#openGraph}, as far as they are there: whoever writes to one of them destroys
   * what is read}
   *
   * @param typed what is opened
   * @param step as in {@code model.ckpt-7}; empty for the latest
   * @throws IOException if a directory cannot be read
   */
  public static List<Path> of(Path typed, OptionalLong step) throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(typed);
    Path path = inArchive(typed);
    Archives.of(path).ifPresent(files::add);
    if (Files.isDirectory(path)) {
      files.add(path.resolve(StateFile.NAME));
      files.add(path.resolve(CheckpointDirectory.SAVED_MODEL));
      files.add(path.resolve(Provenance.FINGERPRINT));
    } else if (path.getFileName() != null) {
      files.add(path.resolveSibling(path.getFileName() + CheckpointPath.META));
    }
    try {
      Location location =
          CheckpointPath.resolve(path, Files.isDirectory(path) ? step : OptionalLong.empty());
      files.addAll(location.format().files(location));
    } catch (CheckpointException e) {
      // Whoever opens it says so.
    }
    files.removeIf(file -> !Files.isRegularFile(file));
    return files;
  }

  private static Path inArchive(Path typed) throws IOException {
    try {
      return Archives.inside(typed);
    } catch (CheckpointException e) {
      // Whoever opens it says so.
      return typed;
    }
  }

  /**
   * {@return the file by which a checkpoint is known, whatever of its files {@code path} is: two
   * paths that give the same file mean the same checkpoint; empty if it means none}
   *
   * @param path what is opened
   * @param step as in {@code model.ckpt-7}; empty for the latest
   * @throws IOException if a directory cannot be read
   */
  public static Optional<Path> first(Path path, OptionalLong step) throws IOException {
    try {
      Path first = CheckpointPath.resolve(path, step).first();
      return Files.exists(first) ? Optional.of(first.toRealPath()) : Optional.empty();
    } catch (CheckpointException e) {
      return Optional.empty();
    }
  }
}
