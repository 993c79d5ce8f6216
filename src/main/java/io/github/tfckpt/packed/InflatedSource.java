package io.github.tfckpt.packed;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Deflated bytes, inflated. They can be read forward only, so each of several readers has a place
 * of its own from which it continues. A reader that goes back too often gets all of them from a
 * temporary file, so that nothing is inflated again and again.
 */
public final class InflatedSource implements ByteSource, Closeable {

  private static final int MOST_FREE = 16;

  /** How many times all may be inflated again from the beginning. */
  private static final int MOST_RETURNS = 32;

  private static final int PIECE = 1 << 16;

  private final ByteSource packed;
  private final String description;
  private final long size;
  private final List<Inflation> free = new ArrayList<>();
  private int returns;
  private FileChannel spilled;
  private boolean closed;

  /** What so many deflated bytes stand for, whose number is {@code size}. */
  public InflatedSource(ByteSource packed, String description, long size) {
    this.packed = packed;
    this.description = description;
    this.size = size;
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
    if (offset < 0 || offset > size - target.remaining()) {
      throw Corrupt.at(
          description, "bytes %d+%d run past the end at %d", offset, target.remaining(), size);
    }
    Inflation inflation = take(offset);
    if (inflation == null) {
      readSpilled(offset, target);
      return;
    }
    try {
      inflation.skipTo(offset);
      inflation.read(target);
    } catch (IOException | RuntimeException e) {
      inflation.inflater.end();
      throw e;
    }
    give(inflation);
  }

  /** The nearest one before an offset, a new one if there is none; null once all are spilled. */
  private synchronized Inflation take(long offset) throws IOException {
    if (spilled != null) {
      return null;
    }
    Inflation nearest = null;
    for (Inflation inflation : free) {
      if (inflation.position <= offset
          && (nearest == null || inflation.position > nearest.position)) {
        nearest = inflation;
      }
    }
    if (nearest != null) {
      free.remove(nearest);
      return nearest;
    }
    if (++returns > MOST_RETURNS && size > PIECE) {
      spill();
      return null;
    }
    return new Inflation();
  }

  private synchronized void give(Inflation inflation) {
    if (closed || inflation.position == size || free.size() == MOST_FREE) {
      inflation.inflater.end();
    } else {
      free.add(inflation);
    }
  }

  private void spill() throws IOException {
    SpillFile.requireRoom(size, description);
    FileChannel channel = SpillFile.open();
    Inflation inflation = new Inflation();
    try {
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      while (inflation.position < size) {
        inflation.read(piece.clear().limit((int) Math.min(PIECE, size - inflation.position)));
        piece.flip();
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    } finally {
      inflation.inflater.end();
    }
    spilled = channel;
  }

  private void readSpilled(long offset, ByteBuffer target) throws IOException {
    long at = offset;
    while (target.hasRemaining()) {
      int got = spilled.read(target, at);
      if (got < 0) {
        throw new IOException(description + ": the temporary file was cut short");
      }
      at += got;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (Inflation inflation : free) {
      inflation.inflater.end();
    }
    free.clear();
    if (spilled != null) {
      spilled.close();
    }
  }

  /** How far one reader has come. */
  private final class Inflation {

    private final Inflater inflater = new Inflater(true);
    private final byte[] input = new byte[(int) Math.min(PIECE, Math.max(1, packed.size()))];
    private long taken;
    private long position;

    private void skipTo(long offset) throws IOException {
      if (position < offset) {
        ByteBuffer waste = ByteBuffer.allocate((int) Math.min(PIECE, offset - position));
        while (position < offset) {
          read(waste.clear().limit((int) Math.min(waste.capacity(), offset - position)));
        }
      }
    }

    private void read(ByteBuffer target) throws IOException {
      try {
        while (target.hasRemaining()) {
          int got = inflater.inflate(target);
          position += got;
          if (got == 0 && !refill()) {
            throw Corrupt.at(
                description, "deflated bytes end after %d of %d (truncated?)", position, size);
          }
        }
      } catch (DataFormatException e) {
        throw Corrupt.at(description, "deflated bytes are damaged after %d of %d", position, size);
      }
    }

    private boolean refill() throws IOException {
      int length = (int) Math.min(input.length, packed.size() - taken);
      if (inflater.finished() || inflater.needsDictionary() || length == 0) {
        return false;
      }
      packed.read(taken, ByteBuffer.wrap(input, 0, length));
      inflater.setInput(input, 0, length);
      taken += length;
      return true;
    }
  }
}
