package io.github.tfckpt.cli.export;

import io.github.tfckpt.cli.common.OutputFailure;
import io.github.tfckpt.cli.common.PartFile;
import io.github.tfckpt.cli.common.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * A folder on its way. Its files are written into a folder {@code .NAME.PID.part}: beside the place
 * if nothing is there yet, inside of it if a folder is. When all are whole, the new folder takes
 * the name in one step; into one that is there each file is moved in one step, in place of an older
 * one, and other files stay.
 */
final class PartFolder implements AutoCloseable {

  private final Path folder;
  private final Path part;

  private PartFolder(Path folder, Path part) {
    this.folder = folder;
    this.part = part;
  }

  /** An empty one for a place, where there is nothing or a folder. */
  static PartFolder of(Path place) throws OutputFailure {
    try {
      Path folder = place.toAbsolutePath();
      Path part = folder.resolve(".tfckpt." + ProcessHandle.current().pid() + ".part");
      if (!Files.exists(place)) {
        folder = folder.normalize();
        part = folder.resolveSibling(PartFile.partName(folder));
      } else if (!Files.isDirectory(place)) {
        throw new IOException("is not a directory");
      }
      TemporaryFiles.make(part, Files::createDirectory);
      return new PartFolder(folder, part);
    } catch (IOException e) {
      throw new OutputFailure(place.toString(), e);
    }
  }

  /**
   * Makes a file and the folders above it.
   *
   * @param name its path within the folder, with {@code /}
   */
  ChannelOutput create(String name) throws OutputFailure {
    try {
      if (TemporaryFiles.isEnding()) {
        throw new IOException("interrupted");
      }
      Path file = part.resolve(name);
      Files.createDirectories(file.getParent());
      return ChannelOutput.open(Files.createFile(file), folder.resolve(name).toString());
    } catch (OutputFailure e) {
      throw e;
    } catch (IOException e) {
      throw new OutputFailure(folder.resolve(name).toString(), e);
    }
  }

  /** Gives all files their names. */
  void commit() throws OutputFailure {
    try {
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && isMoved()) {
        return;
      }
      try (Stream<Path> files = Files.walk(part)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          place(file, folder.resolve(part.relativize(file)));
        }
      }
      TemporaryFiles.delete(part);
      TemporaryFiles.forget(part);
    } catch (IOException e) {
      throw new OutputFailure(folder.toString(), e);
    }
  }

  /** Moves all at once; false if meanwhile another process has made the folder. */
  private boolean isMoved() throws IOException {
    try {
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      TemporaryFiles.forget(part);
      return true;
    } catch (IOException e) {
      if (Files.isDirectory(folder)) {
        return false;
      }
      throw e;
    }
  }

  private void place(Path file, Path target) throws IOException {
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } else if (!target.equals(folder) && Files.isSymbolicLink(target)) {
      // Names come from the checkpoint: they are not to find a way out of the folder.
      throw new IOException(target.getFileName() + " is a link, which is not followed");
    } else if (!Files.isDirectory(target)) {
      // Another process may make it at the same time.
      Files.createDirectories(target);
    }
  }

  /** Deletes what is not committed. */
  @Override
  public void close() throws IOException {
    TemporaryFiles.delete(part);
    TemporaryFiles.forget(part);
  }
}
