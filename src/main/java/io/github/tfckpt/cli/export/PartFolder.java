package io.github.tfckpt.cli.export;

import io.github.tfckpt.cli.part.OutputFailure;
import io.github.tfckpt.cli.part.PartPlace;
import io.github.tfckpt.cli.part.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * A folder on its way. Its files are written under a temporary name: beside the place if nothing is
 * there yet, inside of it if a folder is. When all are whole, the new folder takes the name in one
 * step; into one that is there each file is moved in one step, in place of an older one, and other
 * files stay.
 */
final class PartFolder implements AutoCloseable {

  private final Path folder;
  private final PartPlace place;

  private PartFolder(Path folder, PartPlace place) {
    this.folder = folder;
    this.place = place;
  }

  /** An empty one for a path, where there is nothing or a folder. */
  static PartFolder of(Path path) throws OutputFailure {
    try {
      Path folder = path.toAbsolutePath();
      PartPlace place;
      if (Files.isDirectory(path)) {
        place = PartPlace.in(folder, "tfckpt");
      } else if (!Files.exists(path)) {
        folder = folder.normalize();
        place = PartPlace.in(folder.getParent(), folder.getFileName().toString());
      } else {
        throw new IOException("is not a directory");
      }
      Files.createDirectory(place.path());
      return new PartFolder(folder, place);
    } catch (IOException e) {
      throw new OutputFailure(path.toString(), e);
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
      Path file = place.path().resolve(name);
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
      try (Stream<Path> files = Files.walk(place.path())) {
        for (Path file : (Iterable<Path>) files::iterator) {
          place(file, folder.resolve(place.path().relativize(file)));
        }
      }
    } catch (IOException e) {
      throw new OutputFailure(folder.toString(), e);
    }
  }

  /** Moves all at once; false if meanwhile another process has made the folder. */
  private boolean isMoved() throws IOException {
    try {
      Files.move(place.path(), folder, StandardCopyOption.ATOMIC_MOVE);
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
    place.close();
  }
}
