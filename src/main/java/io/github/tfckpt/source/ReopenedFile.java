package io.github.tfckpt.source;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** One of any number of files: it is open only while it is read. */
public final class ReopenedFile implements ByteSource {

  private final Path path;
  private final long size;

  /** A file that is there. */
  public ReopenedFile(Path path) throws IOException {
    this.path = path;
    try (FileSource file = FileSource.open(path)) {
      this.size = file.size();
    }
  }

  @Override
  public String description() {
    return PathText.of(path);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    try (FileSource file = FileSource.open(path)) {
      if (file.size() != size) {
        throw Corrupt.at(
            description(), "%d bytes, there were %d when it was opened", file.size(), size);
      }
      file.read(offset, target);
    }
  }
}
