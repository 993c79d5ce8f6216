package io.github.tfckpt.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** A file written from front to back, in which long runs of zeros are left as holes. */
public final class SparseFile extends OutputStream {

  private static final byte[] ZEROS = new byte[1 << 20];

  private final SeekableByteChannel channel;
  private long position;
  private CRC32C sum = new CRC32C();

  /** Makes the file, or empties it. */
  public SparseFile(Path path) throws IOException {
    channel =
        Files.newByteChannel(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.SPARSE);
  }

  /** Bytes from the start of the file to where the next one goes. */
  public long position() {
    return position;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b});
  }

  @Override
  public void write(byte[] bytes, int start, int length) throws IOException {
    sum.update(bytes, start, length);
    channel.position(position);
    ByteBuffer rest = ByteBuffer.wrap(bytes, start, length);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    position += length;
  }

  /** Leaves a hole. */
  public void zeros(long count) {
    for (long left = count; left > 0; left -= ZEROS.length) {
      sum.update(ZEROS, 0, (int) Math.min(left, ZEROS.length));
    }
    position += count;
  }

  /** The plain CRC-32C of what was written since the last call, holes included. */
  public int takeSum() {
    int value = (int) sum.getValue();
    sum = new CRC32C();
    return value;
  }

  /** Closes; a hole at the end counts. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen() && channel.size() < position) {
      channel.position(position - 1);
      channel.write(ByteBuffer.allocate(1));
    }
    channel.close();
  }

  /** What writes itself into a file without being held in memory. */
  public interface Content {
    long size();

    void writeTo(SparseFile file) throws IOException;

    /** Bytes in memory as a content. */
    static Content of(byte[] bytes) {
      return new Content() {
        @Override
        public long size() {
          return bytes.length;
        }

        @Override
        public void writeTo(SparseFile file) throws IOException {
          file.write(bytes);
        }
      };
    }
  }
}
