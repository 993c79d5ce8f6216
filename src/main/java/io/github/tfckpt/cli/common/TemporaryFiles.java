package io.github.tfckpt.cli.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Files and folders that are not whole yet. What is left of them when the process ends is gone. */
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

  /** Makes what is not there yet; from then on an interrupt leaves nothing of it. */
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

  /** Says that it took its name, or was deleted. */
  public static synchronized void forget(Path path) {
    UNFINISHED.remove(path);
  }

  /** True when the process is about to end: what is made now, nobody would delete. */
  public static boolean isEnding() {
    return ending;
  }

  /**
   * Waits for ever if the process is about to end. An exit of ours might come before that of the
   * signal once the leftovers are gone, with the code of what the signal broke off.
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
        // A thread that still writes has put a file there meanwhile; it will notice the end soon.
        Thread.onSpinWait();
      }
    }
  }

  /** Deletes a file, or a folder with all that is in it; nothing if it is not there. */
  public static void delete(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
      return;
    }
    List<Path> all = new ArrayList<>();
    try (Stream<Path> inside = Files.walk(path)) {
      inside.forEach(all::add);
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      Files.deleteIfExists(all.get(i));
    }
  }
}
