package io.github.tfckpt.source;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Missing;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file as a source, read by position: nothing is mapped, so that a file cut short under our hands
 * is an error and not a crash.
 */
public final class FileSource implements ByteSource, Closeable {

  /** What is said of a file that may not be read. */
  public static final String DENIED = "permission denied";

  /** How a message ends of what is too much to read out of an archive. */
  public static final String UNPACK = "unpack it first";

  private static final String NOT_A_FILE = "not a regular file";

  private final Path path;
  private final SeekableByteChannel channel;
  private final long size;

  private FileSource(Path path, SeekableByteChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  /**
   * Opens a regular file; anything else that has a name (directory, device, pipe) is never opened.
   *
   * @throws Missing if there is no such file, or it may not be read
   */
  public static FileSource open(Path path) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new Missing(PathText.of(path), "is a directory");
      }
      if (!attributes.isRegularFile()) {
        throw new Missing(PathText.of(path), NOT_A_FILE);
      }
      SeekableByteChannel channel = Files.newByteChannel(path);
      return new FileSource(path, channel, channel.size());
    } catch (NoSuchFileException e) {
      throw new Missing(PathText.of(path), missing(path));
    } catch (AccessDeniedException e) {
      throw new Missing(PathText.of(path), DENIED);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "cannot be opened" : e.getReason();
      throw new Missing(PathText.of(path), reason);
    }
  }

  /**
   * {@return the words for a file that is not there: a link may be, to nothing or to a device}
   *
   * @param path of the file
   */
  public static String missing(Path path) throws IOException {
    if (Files.exists(path)) {
      return NOT_A_FILE;
    }
    return Files.isSymbolicLink(path)
        ? "is a link to " + PathText.of(Files.readSymbolicLink(path)) + ", which does not exist"
        : "no such file";
  }

  @Override
  public String description() {
    return PathText.of(path);
  }

  /** The file's length in bytes when it was opened. */
  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    if (offset < 0 || offset > size - target.remaining()) {
      throw Corrupt.at(
          description(),
          "bytes %d+%d run past the end at %d (truncated?)",
          offset,
          target.remaining(),
          size);
    }
    long at = offset;
    while (target.hasRemaining()) {
      int got = readSome(at, target);
      if (got < 0) {
        throw Corrupt.at(description(), "ends at %d, was %d bytes long when opened", at, size);
      }
      at += got;
    }
  }

  private int readSome(long at, ByteBuffer target) throws IOException {
    if (channel instanceof FileChannel file) {
      return file.read(target, at);
    }
    if (channel instanceof PositionedChannel file) {
      return file.read(target, at);
    }
    synchronized (channel) {
      return channel.position(at).read(target);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
