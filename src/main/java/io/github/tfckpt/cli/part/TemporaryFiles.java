package io.github.tfckpt.cli.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Unfinished files and folders. Those still unfinished when the process ends are deleted. */
public final class TemporaryFiles {

  private static final Set<Path> UNFINISHED = new HashSet<>();
  private static final int MOST_ATTEMPTS = 100;

  private static boolean hooked;
  private static volatile boolean ending;

  private TemporaryFiles() {}

  /** Makes a file or folder. */
  @FunctionalInterface
  public interface Maker {
    public Path make(Path path) throws IOException;
  }

  /** Creates a file or folder that an interrupt deletes from then on. */
  public static synchronized Path make(Path path, Maker maker) throws IOException {
    try {
      if (!hooked) {
        Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFiles::removeAll, "leftovers"));
        hooked = true;
      }
    } catch (IllegalStateException e) {
      ending = true;
    }
    if (ending) {
      throw new IOException("interrupted");
    }
    // Made and noted under one lock, so that no interrupt comes between.
    UNFINISHED.add(maker.make(path));
    return path;
  }

  /** True for what was made here and not removed yet, however the path to it is spelled. */
  static synchronized boolean contain(Path path) {
    return UNFINISHED.stream().anyMatch(one -> one.getFileName().equals(path.getFileName()));
  }

  /** Deletes a file or folder that was made here; what cannot be deleted stays. */
  public static synchronized void remove(Path path) {
    quietly(path);
    UNFINISHED.remove(path);
  }

  /** Says that what was made here stays. */
  public static synchronized void keep(Path path) {
    UNFINISHED.remove(path);
  }

  /** True when the process is ending: what is created now would stay. */
  public static boolean isEnding() {
    return ending;
  }

  /**
   * Waits forever if a signal is ending the process: our own exit could come first, with the code
   * of the interrupted work.
   */
  public static void awaitEnd() {
    while (ending) {
      LockSupport.park();
    }
  }

  private static synchronized void removeAll() {
    ending = true;
    for (Path path : UNFINISHED) {
      quietly(path);
    }
  }

  private static void quietly(Path path) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try {
        delete(path);
        return;
      } catch (IOException | UncheckedIOException e) {
        // A thread that is still writing has added a file; it will notice the end soon.
        Thread.onSpinWait();
      }
    }
  }

  /** Deletes a file, or a folder with all that is in it; nothing if it is not there. */
  static void delete(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
      return;
    }
    List<Path> all = new ArrayList<>();
    try (Stream<Path> inside = Files.walk(path)) {
      inside.forEach(all::add);
    }
    // What is in a folder comes before it, and the lock of a place after all else.
    all.sort(Comparator.reverseOrder());
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
