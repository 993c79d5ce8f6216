package io.github.tfckpt.packed;

import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A temporary file for what can be read forward only; it is gone once nobody uses it. */
final class SpillFile {

  private static final int PIECE = 1 << 16;

  private FileChannel channel;
  private long size;

  /**
   * Makes sure that so many bytes fit.
   *
   * @throws Unsupported if the folder has no room for them
   */
  static void requireRoom(long bytes, String where) throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir", "."));
    long room = Files.getFileStore(folder).getUsableSpace();
    if (bytes > room) {
      throw Unsupported.at(
          where,
          "%d bytes of it have to be unpacked into %s, which has room for %d; unpack it elsewhere"
              + " first, or name a folder: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR",
          bytes,
          folder,
          room);
    }
  }

  /** Takes the next bytes; fewer if there are no more. */
  SpilledBytes take(GzippedTar.Forward in, long bytes, String where) throws IOException {
    FileChannel file = channel();
    long start = size;
    byte[] piece = new byte[(int) Math.min(PIECE, bytes)];
    while (size - start < bytes) {
      int got = in.some(piece, 0, (int) Math.min(piece.length, bytes - (size - start)));
      if (got < 0) {
        break;
      }
      for (ByteBuffer out = ByteBuffer.wrap(piece, 0, got); out.hasRemaining(); ) {
        size += file.write(out, size);
      }
    }
    return new SpilledBytes(file, start, size - start, where);
  }

  private FileChannel channel() throws IOException {
    if (channel == null) {
      channel = open();
    }
    return channel;
  }

  /** A new temporary file, which is deleted when it is closed. */
  static FileChannel open() throws IOException {
    return FileChannel.open(
        Files.createTempFile("tfckpt", ".part"),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }
}
