package io.github.tfckpt.source;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What stands in the place of a file of a checkpoint, by how it begins. */
public final class Lookalike {

  private static final int BEGINNING = 64;

  private Lookalike() {}

  /** With its article, {@code an HTML page}; empty if it is nothing well known. */
  public static Optional<String> of(ByteSource file) throws IOException {
    int size = (int) Math.min(BEGINNING, file.size());
    String begin = new String(file.slice(0, size).readAll(), StandardCharsets.ISO_8859_1);
    String text = begin.strip().toLowerCase(Locale.ROOT);
    if (begin.startsWith("version https://git-lfs")) {
      return Optional.of("a Git LFS pointer, not the file itself (git lfs pull gets it)");
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return Optional.of("an HTML page, not the file itself");
    }
    if (begin.startsWith("\u0089HDF\r\n")) {
      return Optional.of("an HDF5 file");
    }
    if (begin.startsWith("PK\u0003\u0004")) {
      return Optional.of("a zip archive");
    }
    return begin.startsWith("\u001f\u008b") ? Optional.of("a gzip file") : Optional.empty();
  }
}
