package io.github.tfckpt.source;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Closed;
import io.github.tfckpt.io.CheckpointException.Missing;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;

/**
 * A file that stays readable until {@link #close}: a thread that is interrupted while it reads
 * closes a channel under the hands of all others, and the next to read opens it anew.
 */
public final class LastingFile implements ByteSource, Closeable {

  private final Path path;
  private final String description;
  private final long size;
  private FileSource file;
  private volatile boolean closed;

  /**
   * Opens a file.
   *
   * @throws Missing if there is no such file, or it may not be read
   */
  public LastingFile(Path path) throws IOException {
    this.path = path;
    this.file = FileSource.open(path);
    this.description = file.description();
    this.size = file.size();
  }

  @Override
  public String description() {
    return description;
  }

  /** The last name of its path. */
  public String name() {
    return path.getFileName().toString();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    int position = target.position();
    while (true) {
      FileSource open = file();
      try {
        open.read(offset, target);
        return;
      } catch (ClosedByInterruptException e) {
        renew(open);
        throw e;
      } catch (ClosedChannelException e) {
        renew(open);
        target.position(position);
      }
    }
  }

  private synchronized FileSource file() throws Closed {
    requireOpen();
    return file;
  }

  private void requireOpen() throws Closed {
    if (closed) {
      throw new Closed(description());
    }
  }

  /** What has been read of this file before: closed with it, though it needs the file no more. */
  public ByteSource whileOpen(ByteSource memory) {
    return new ByteSource() {
      @Override
      public String description() {
        return memory.description();
      }

      @Override
      public long size() {
        return memory.size();
      }

      @Override
      public void read(long offset, ByteBuffer target) throws IOException {
        requireOpen();
        memory.read(offset, target);
      }
    };
  }

  /** Opens the file again, if nobody has done so since {@code broken} was found closed. */
  private synchronized void renew(FileSource broken) throws IOException {
    if (!closed && file == broken) {
      file = FileSource.open(path);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    file.close();
  }
}
