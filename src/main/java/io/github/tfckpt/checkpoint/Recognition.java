package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a file that is no table may be instead, by how it begins. */
final class Recognition {

  private static final int BEGINNING = 64;

  private Recognition() {}

  /** A better error for a file that cannot be read as a table, if it is something well known. */
  static CheckpointException explain(Path path, CheckpointException error) {
    try (FileSource file = FileSource.open(path)) {
      int size = (int) Math.min(BEGINNING, file.size());
      String begin = new String(file.slice(0, size).readAll(), StandardCharsets.ISO_8859_1);
      if (begin.startsWith("version https://git-lfs")) {
        return new Missing(
            PathText.of(path), "is a Git LFS pointer, not the file itself (git lfs pull gets it)");
      }
      if (begin.startsWith("\u0089HDF\r\n")) {
        return new Unsupported(
            PathText.of(path), "is an HDF5 file (Keras weights?), no checkpoint");
      }
      if (begin.startsWith("PK\u0003\u0004")) {
        return new Unsupported(PathText.of(path), "is a zip archive (.keras?), no checkpoint");
      }
      return error;
    } catch (IOException e) {
      return error;
    }
  }
}
