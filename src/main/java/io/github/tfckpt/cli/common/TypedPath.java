package io.github.tfckpt.cli.common;

import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.packed.Archives;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Optional;

/**
 * What a person typed as the path of a checkpoint: a path of this machine, or {@code SCHEME:...} of
 * any file system that is installed in this Java ({@code jar:file:/a.zip!/model.ckpt}).
 */
public final class TypedPath {

  private static final String ZIP = "jar:";
  private static final String INSIDE = "!/";

  private TypedPath() {}

  /**
   * The path that is meant: a local one if such a file exists or no file system has that scheme.
   *
   * @throws Missing if it cannot be a path
   */
  public static Path of(String typed) throws IOException {
    if (typed.isEmpty()) {
      throw new Missing("\"\"", "no such file");
    }
    // One letter and a colon is a drive; most paths have no colon at all.
    int colon = typed.indexOf(':');
    if (typed.regionMatches(true, 0, ZIP, 0, ZIP.length()) && !isHere(typed)) {
      return zipped(typed);
    }
    if (colon > 1) {
      Optional<FileSystemProvider> provider = Providers.of(typed.substring(0, colon));
      if (provider.isPresent() && !isHere(typed)) {
        return remote(provider.get(), typed, colon);
      }
      if (typed.startsWith("://", colon) && !isHere(typed)) {
        throw notServed(typed, typed.substring(0, colon));
      }
    }
    try {
      return Path.of(typed);
    } catch (InvalidPathException e) {
      throw new Missing(typed, "no such file");
    }
  }

  /** A path in a zip archive: {@code jar:file:/a.zip!/b}. */
  private static Path zipped(String typed) throws IOException {
    int mark = typed.indexOf(INSIDE);
    String outer = typed.substring(ZIP.length(), mark < 0 ? typed.length() : mark);
    if (isRelative(typed)) {
      throw new Missing(
          typed, "not a path of file system jar: it must be absolute, as in file:/...");
    }
    if (mark < 0 || !outer.contains(":")) {
      throw new Missing(typed, "not a path in a zip archive: expected jar:file:/FILE.zip!/PATH");
    }
    Path zip = of(outer);
    if (Files.isRegularFile(zip)) {
      Path root = Archives.zipRoot(zip, typed.substring(0, mark));
      return root.resolve(decoded(typed.substring(mark + INSIDE.length())));
    }
    String what = Files.exists(zip) ? "not a regular file" : "no such file";
    throw new Missing(typed, outer + ": " + what);
  }

  private static String decoded(String path) {
    try {
      return new URI("x:/" + path).getPath().substring(1);
    } catch (URISyntaxException e) {
      return path;
    }
  }

  private static Missing notServed(String typed, String scheme) {
    Optional<Throwable> failure = Providers.failure();
    return new Missing(
        typed,
        failure.isPresent()
            ? "the file system for " + scheme + ": did not start; " + Failures.misfit(failure.get())
            : "no such checkpoint; put the jars of a file system for "
                + scheme
                + ": into TFCKPT_CLASSPATH, all jars of a folder as FOLDER/*");
  }

  private static boolean isHere(String typed) {
    try {
      return Files.exists(Path.of(typed));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Path remote(FileSystemProvider provider, String typed, int colon)
      throws IOException {
    try {
      URI uri = uri(typed, colon);
      try {
        return provider.getPath(uri);
      } catch (FileSystemNotFoundException e) {
        provider.newFileSystem(uri, Map.of());
        return provider.getPath(uri);
      }
    } catch (IllegalArgumentException | URISyntaxException | UnsupportedOperationException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      if (isRelative(typed)) {
        reason = "it must be absolute, as in file:/...";
      }
      throw new Missing(typed, "not a path of file system " + provider.getScheme() + ": " + reason);
    }
  }

  /** True for the URI of a local file that does not begin at the root. */
  private static boolean isRelative(String typed) {
    int file = typed.regionMatches(true, 0, "jar:", 0, 4) ? 4 : 0;
    return typed.regionMatches(true, file, "file:", 0, 5) && !typed.startsWith("/", file + 5);
  }

  /** What was typed if it is a URI; else with characters that a URI may not have as %XX. */
  private static URI uri(String typed, int colon) throws URISyntaxException {
    try {
      return new URI(typed);
    } catch (URISyntaxException e) {
      return new URI(typed.substring(0, colon), typed.substring(colon + 1), null);
    }
  }
}
