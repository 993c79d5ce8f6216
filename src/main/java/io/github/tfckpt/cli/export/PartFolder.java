package io.github.tfckpt.cli.export;

import io.github.tfckpt.cli.part.OutputFailure;
import io.github.tfckpt.cli.part.PartPlace;
import io.github.tfckpt.cli.part.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A folder on its way. Its files are written under a temporary name: beside the place if nothing is
 * there yet, inside of it if a folder is. When all are whole, the new folder takes the name in one
 * step; into one that is there each file is moved in one step, in place of an older one, once it is
 * clear that all can be, and other files stay.
 */
final class PartFolder implements AutoCloseable {

  private final Path folder;
  private final PartPlace place;

  /** The files that were made, by their paths within the folder. */
  private final Queue<Path> names = new ConcurrentLinkedQueue<>();

  /** The folders that were made for them. */
  private final Set<Path> made = new HashSet<>();

  /** Folders of which all is known. */
  private final Set<Path> checked = new HashSet<>();

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
        clearBeside(folder.normalize(), place);
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

  /** What was left by those that were killed before the folder was there. */
  private static void clearBeside(Path folder, PartPlace place) {
    if (folder.getParent() != null) {
      place.clear(folder.getParent(), folder.getFileName().toString());
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
      makeAbove(file);
      names.add(place.path().relativize(file));
      return ChannelOutput.open(Files.createFile(file), folder.resolve(name).toString());
    } catch (OutputFailure e) {
      throw e;
    } catch (IOException e) {
      throw new OutputFailure(folder.resolve(name).toString(), e);
    }
  }

  /** Not the place itself: if that is gone, so is what was in it. */
  private synchronized void makeAbove(Path file) throws IOException {
    List<Path> missing = new ArrayList<>();
    Path above = file.getParent();
    while (!above.equals(place.path()) && !made.contains(above)) {
      missing.add(0, above);
      above = above.getParent();
    }
    for (Path each : missing) {
      if (!Files.isDirectory(each)) {
        Files.createDirectory(each);
      }
      made.add(each);
    }
  }

  /**
   * Refuses a name that could not take its place: it is taken by something else, or lies in a
   * folder that cannot be written.
   *
   * @param name the path of a file within the folder
   */
  void check(Path name) throws OutputFailure {
    for (int names = 1; names < name.getNameCount(); names++) {
      Path above = folder.resolve(name.subpath(0, names));
      if (checked.add(above)) {
        refuse(above, reasonAgainstFolder(above));
      }
    }
    Path file = folder.resolve(name);
    refuse(file, Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? "is a directory" : "");
  }

  private String reasonAgainstFolder(Path path) throws OutputFailure {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    } else if (Files.isSymbolicLink(path)) {
      // Names come from the checkpoint: they are not to find a way out of the folder.
      return "is a link, which is not followed";
    } else if (!Files.isDirectory(path)) {
      return "is not a directory";
    } else if (!Files.isWritable(path)) {
      return "permission denied";
    }
    try {
      boolean near = Files.getFileStore(path).equals(Files.getFileStore(folder));
      return near ? "" : "is on another file system than " + folder;
    } catch (IOException e) {
      throw new OutputFailure(path.toString(), e);
    }
  }

  private static void refuse(Path path, String reason) throws OutputFailure {
    if (!reason.isEmpty()) {
      throw new OutputFailure(path.toString(), new IOException(reason));
    }
  }

  /** Gives all files their names, after it has checked that all are there and can have them. */
  void commit() throws OutputFailure {
    try {
      for (Path name : names) {
        if (!Files.exists(place.path().resolve(name))) {
          throw new OutputFailure(
              folder.resolve(name).toString(), new IOException("it was removed meanwhile"));
        }
      }
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && isMoved()) {
        return;
      }
      checked.clear();
      for (Path name : names) {
        check(name);
      }
      for (Path name : names) {
        Path target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        Files.move(
            place.path().resolve(name),
            target,
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (OutputFailure e) {
      throw e;
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

  /** Deletes what is not committed. */
  @Override
  public void close() throws IOException {
    place.close();
  }
}
