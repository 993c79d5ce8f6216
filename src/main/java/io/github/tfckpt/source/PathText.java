package io.github.tfckpt.source;

import java.io.IOError;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Paths as text that finds them again. */
public final class PathText {

  /** What a shell takes as it stands. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");

  private PathText() {}

  /** A path as it is typed: in quotes, where a shell needs them. */
  public static String typed(String path) {
    return PLAIN.matcher(path).matches() ? path : "'" + path.replace("'", "'\\''") + "'";
  }

  /**
   * A path as it stands; of another file system than this machine's as a URI, for the path alone
   * does not tell which.
   */
  public static String of(Path path) {
    if (path.getFileSystem() == FileSystems.getDefault()) {
      String text = path.toString();
      return text.isEmpty() ? "." : text;
    }
    try {
      return path.toUri().toString();
    } catch (UnsupportedOperationException | IOError e) {
      return path.toString();
    }
  }
}
