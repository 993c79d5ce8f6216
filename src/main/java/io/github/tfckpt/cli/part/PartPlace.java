package io.github.tfckpt.cli.part;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A folder {@code .NAME.KERNEL-RANDOM.part} in which a file or a folder is made, under the name
 * {@code whole}, until it is renamed to NAME. Its writer holds a lock on the file {@code lock} in
 * it: once the lock is free, whoever next writes the same NAME removes the folder.
 */
public final class PartPlace implements Closeable {

  static final String LOCK = "lock";
  static final String WHOLE = "whole";
  private static final int MOST_ATTEMPTS = 100;

  private final Path place;
  private final FileChannel lock;
  private final Set<Object> abandoned;

  private PartPlace(Path place, FileChannel lock, Set<Object> abandoned) {
    this.place = place;
    this.lock = lock;
    this.abandoned = abandoned;
  }

  /**
   * An empty one; those that dead writers left are removed.
   *
   * @param folder where it is made
   * @param name of what is made
   */
  public static PartPlace in(Path folder, String name) throws IOException {
    PartName partName = new PartName(name);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Path place = folder.resolve(partName.fresh());
      try {
        TemporaryFiles.make(place, Files::createDirectory);
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      try {
        FileChannel lock = lock(place);
        return new PartPlace(place, lock, AbandonedParts.remove(folder, partName, place));
      } catch (NoSuchFileException e) {
        // Another process came between, and removed a place that nobody had locked yet.
        TemporaryFiles.remove(place);
      }
    }
    throw new IOException("no name is free for a temporary file");
  }

  private static FileChannel lock(Path place) throws IOException {
    Path file = place.resolve(LOCK);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean isOurs;
    try {
      isOurs = channel.tryLock() != null && Files.exists(file);
    } catch (IOException e) {
      // No locks here. A place without the file is never taken for that of a dead writer.
      Files.deleteIfExists(file);
      isOurs = true;
    }
    if (!isOurs) {
      channel.close();
      throw new NoSuchFileException(file.toString());
    }
    return channel;
  }

  /** Where the file or folder is made; nothing is there yet. */
  public Path path() {
    return place.resolve(WHOLE);
  }

  /**
   * Removes what dead writers of another place left, too.
   *
   * @param folder where they made it
   * @param name of what they made
   */
  public void clear(Path folder, String name) {
    AbandonedParts.remove(folder, new PartName(name), place);
  }

  /** The keys of the files that were removed because their writers are dead. */
  Set<Object> abandoned() {
    return abandoned;
  }

  /** Removes it, with all that is still in it. */
  @Override
  public void close() throws IOException {
    // First, or a network file system keeps the open file under another name.
    lock.close();
    TemporaryFiles.remove(place);
  }
}
