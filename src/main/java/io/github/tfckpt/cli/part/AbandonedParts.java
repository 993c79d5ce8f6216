package io.github.tfckpt.cli.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What writers left unfinished when they were killed. Those of living ones stay.
 *
 * <p>A free lock proves that the writer is dead only where one kernel has seen every writer: in any
 * container of this machine since it started. Some network file systems do not carry locks from one
 * machine to another, and earlier releases held none: such a part must also have been unchanged for
 * an hour. Where locks are not supported, nothing is removed.
 */
final class AbandonedParts {

  private static final Duration QUIET = Duration.ofHours(1);

  private AbandonedParts() {}

  /**
   * Removes those of one name and of one's own. What cannot be removed stays; it is in nobody's
   * way.
   *
   * @return the keys of the files in them; each may have a second name elsewhere
   * @param own one that is in use; the others must have the same owner, or somebody could lead us
   *     elsewhere while we delete
   */
  static Set<Object> remove(Path folder, PartName name, Path own) {
    Set<Object> files = new HashSet<>();
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, name::isOf)) {
      for (Path part : parts) {
        // Opening and closing a lock of this process would free it.
        if (!TemporaryFiles.contain(part) && owner(part).equals(owner(own))) {
          Optional<Object> file = key(part.resolve(PartPlace.WHOLE));
          if (remove(part, name)) {
            file.ifPresent(files::add);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The folder cannot be listed.
      return files;
    }
    return files;
  }

  /** What a file has in common with all its names; nothing where there is no such thing. */
  static Optional<Object> key(Path file) {
    try {
      return Optional.ofNullable(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static UserPrincipal owner(Path path) throws IOException {
    return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** False if it stays. */
  private static boolean remove(Path part, PartName name) {
    try {
      OptionalLong process = name.olderProcess(part);
      if (process.isPresent()) {
        if (!isAlive(process.getAsLong()) && isQuiet(part)) {
          TemporaryFiles.delete(part);
          return true;
        }
        return false;
      }
      return (name.isOfThisKernel(part) || isQuiet(part)) && removeUnlocked(part);
    } catch (IOException | UncheckedIOException e) {
      // It is gone already, or cannot be removed.
      return false;
    }
  }

  private static boolean removeUnlocked(Path part) throws IOException {
    Path lock = part.resolve(PartPlace.LOCK);
    if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
      // Not even locked yet, or locks are not supported: removed only if it is an empty folder.
      if (Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(part);
      }
      return false;
    }
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.tryLock() == null) {
        return false;
      }
      TemporaryFiles.delete(part);
      return true;
    }
  }

  private static boolean isAlive(long process) {
    return process != ProcessHandle.current().pid() && ProcessHandle.of(process).isPresent();
  }

  private static boolean isQuiet(Path part) throws IOException {
    Instant end = Instant.now().minus(QUIET);
    try (Stream<Path> all = Files.walk(part)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Instant change = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
        if (change.isAfter(end)) {
          return false;
        }
      }
    }
    return true;
  }
}
