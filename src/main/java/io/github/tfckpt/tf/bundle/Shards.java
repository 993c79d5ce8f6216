package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Closed;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.source.Directory;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.source.FileType;
import io.github.tfckpt.source.PathText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The data shards of a bundle, {@code PREFIX.data-SSSSS-of-NNNNN}, opened when first needed. At
 * most {@value #MOST_OPEN} are open at a time, unless more are read from at once.
 */
final class Shards implements Closeable {

  private static final int MOST_OPEN = 64;
  private static final int MOST_REMARKS = 3;

  private final Path index;
  private final String prefix;
  private final int count;
  private Optional<NavigableSet<String>> beside = Optional.empty();
  private final Map<Integer, OpenShard> open = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  /**
   * The shards beside an index.
   *
   * @param prefix the name that all files of the bundle begin with, without a directory
   * @param count as the header says; below 0 if it does not
   */
  Shards(Path index, String prefix, int count) {
    this.index = index;
    this.prefix = prefix;
    this.count = count;
  }

  /** A shard's file, and how many are reading from it right now. */
  private static final class OpenShard {
    private final FileSource file;
    private int readers;

    OpenShard(FileSource file) {
      this.file = file;
    }
  }

  /** One shard, whose file may be closed and opened again between reads to make room. */
  private final class ShardSource implements ByteSource {
    private final int number;
    private final String description;
    private final long size;

    ShardSource(int number, FileSource file) {
      this.number = number;
      this.description = file.description();
      this.size = file.size();
    }

    @Override
    public String description() {
      return description;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      int position = target.position();
      while (true) {
        OpenShard shard = take(number);
        try {
          shard.file.read(offset, target);
          return;
        } catch (ClosedByInterruptException e) {
          forget(shard);
          throw e;
        } catch (ClosedChannelException e) {
          // Another thread was interrupted in this file; if the checkpoint was closed, take says
          // so.
          forget(shard);
          target.position(position);
        } finally {
          release(shard);
        }
      }
    }
  }

  /**
   * A shard that stays readable for as long as this object is open, whichever file is open.
   *
   * @throws Missing if there is no such file
   */
  ByteSource shard(int number) throws IOException {
    OpenShard shard = take(number);
    try {
      return new ShardSource(number, shard.file);
    } finally {
      release(shard);
    }
  }

  /** A shard whose file is not closed to make room until it is released. */
  private synchronized OpenShard take(int number) throws IOException {
    if (closed) {
      throw new Closed(PathText.of(named(number)));
    }
    OpenShard shard = open.get(number);
    if (shard == null) {
      makeRoom();
      shard = new OpenShard(FileSource.open(path(number)));
      open.put(number, shard);
    }
    shard.readers++;
    return shard;
  }

  private synchronized void release(OpenShard shard) {
    shard.readers--;
  }

  /** Forgets a file that somebody's interrupt has closed: the next to take the shard opens it. */
  private synchronized void forget(OpenShard shard) {
    open.values().remove(shard);
  }

  /** Closes the file that was idle the longest. If all are being read, there will be one more. */
  private void makeRoom() throws IOException {
    Iterator<OpenShard> eldest = open.values().iterator();
    while (open.size() >= MOST_OPEN && eldest.hasNext()) {
      OpenShard shard = eldest.next();
      if (shard.readers == 0) {
        eldest.remove();
        shard.file.close();
      }
    }
  }

  /** What is odd about the files of these shards, for the first few that are. */
  List<String> remarks(NavigableSet<Integer> numbers) {
    List<String> remarks = new ArrayList<>();
    for (int number : numbers) {
      if (remarks.size() == MOST_REMARKS) {
        break;
      }
      Path named = named(number);
      try {
        Path path = path(number);
        if (!path.equals(named) && isCounted()) {
          remarks.add(PathText.of(named) + ": no such file; using " + path.getFileName());
        }
        if (Files.size(path) <= FileType.LONGEST_STAND_IN) {
          ByteSource file = shard(number);
          Optional<FileType> other = FileType.of(file);
          if (other.isPresent() && other.get().isStandIn()) {
            remarks.add(file.description() + ": is " + other.get().said(file));
          }
        }
      } catch (IOException e) {
        remarks.add(e.getMessage());
      }
    }
    return remarks;
  }

  /** The files of these shards. Where many are missing, other names are looked for of few. */
  List<StoreFacts.StoredFile> files(NavigableSet<Integer> numbers) {
    List<StoreFacts.StoredFile> files = new ArrayList<>();
    int missing = 0;
    for (int number : numbers) {
      Path path = named(number);
      OptionalLong bytes = OptionalLong.empty();
      try {
        path = missing < MOST_OPEN ? path(number) : path;
        bytes = OptionalLong.of(Files.size(path));
      } catch (IOException e) {
        missing++;
      }
      files.add(new StoreFacts.StoredFile(path.getFileName().toString(), bytes));
    }
    return files;
  }

  /** Bytes of the files of these shards together; one that is missing has none. */
  long bytes(NavigableSet<Integer> numbers) throws IOException {
    long bytes = 0;
    boolean complete = true;
    for (int number : numbers) {
      try {
        // To look for a file under another name takes long: after the first loss it is not done.
        bytes += Files.size(complete ? path(number) : named(number));
      } catch (Missing | NoSuchFileException e) {
        complete = false;
      }
    }
    return bytes;
  }

  /** True if it is known how many shards there are, and so how they are called. */
  boolean isCounted() {
    return count >= 0;
  }

  /** Where a shard should be; with {@code ?????} where it is not known how many there are. */
  Path named(int number) {
    String of = isCounted() ? digits(count) : "?????";
    return index.resolveSibling(prefix + ".data-" + digits(number) + "-of-" + of);
  }

  /** True if there is a file for a shard, under whichever name. */
  boolean isThere(int number) throws IOException {
    return Files.exists(named(number)) || otherCounts(number).size() == 1;
  }

  /** Where a shard is; files merged by TensorFlow may have another count than the header. */
  Path path(int number) throws IOException {
    Path named = named(number);
    if (Files.exists(named)) {
      return named;
    }
    List<String> others = otherCounts(number);
    if (others.size() == 1) {
      return index.resolveSibling(others.get(0));
    }
    throw new Missing(PathText.of(named), missing(named, others));
  }

  /** What is there instead of a shard's file: nothing, a link to nothing, files of other names. */
  private String missing(Path named, List<String> others) throws IOException {
    if (Files.isSymbolicLink(named)) {
      return FileSource.missing(named);
    }
    if (!others.isEmpty()) {
      return "no such file; there are " + String.join(", ", others);
    }
    String name = named.getFileName().toString();
    for (int end = prefix.length() + ".data".length(); end < name.length(); end++) {
      if (beside().contains(name.substring(0, end))) {
        return "no such file; if %s is that file, rename it to this"
            .formatted(name.substring(0, end));
      }
    }
    return "no such file";
  }

  private List<String> otherCounts(int number) throws IOException {
    String begin = prefix + ".data-" + digits(number) + "-of-";
    List<String> others = new ArrayList<>();
    for (String name : beside().tailSet(begin)) {
      if (!name.startsWith(begin)) {
        break;
      }
      if (isShard(name, begin) && Files.exists(index.resolveSibling(name))) {
        others.add(name);
      }
    }
    return others;
  }

  /** Names that begin as those of shards do, read once: thousands of shards may be missing. */
  private synchronized NavigableSet<String> beside() throws IOException {
    if (beside.isEmpty()) {
      NavigableSet<String> names = new TreeSet<>();
      Path directory = index.toAbsolutePath().getParent();
      Directory.paths(directory, Long.MAX_VALUE, name -> name.startsWith(prefix + ".data"))
          .forEach(path -> names.add(path.getFileName().toString()));
      beside = Optional.of(names);
    }
    return beside.get();
  }

  private static boolean isShard(String name, String begin) {
    return name.startsWith(begin)
        && name.length() >= begin.length() + 5
        && name.substring(begin.length()).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** As C's {@code %05d}: at least five characters, the sign counted. */
  private static String digits(int number) {
    String sign = number < 0 ? "-" : "";
    String digits = Long.toString(Math.abs((long) number));
    int zeros = Math.max(0, 5 - sign.length() - digits.length());
    return sign + "0".repeat(zeros) + digits;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (OpenShard shard : open.values()) {
      shard.file.close();
    }
    open.clear();
  }
}
