package io.github.tfckpt.cli.digest;

import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A list of digests, as {@code digest} and {@code sha256sum} print them.
 *
 * <pre>
 *   line    digest "  " name      64 hexadecimal digits of either case; "  " may be " *"
 * </pre>
 *
 * @param lines in the order of the list
 * @param malformed how many lines were of another form; empty ones are passed over
 */
record DigestList(List<Line> lines, long malformed) {

  private static final int DIGITS = 64;

  /** More than the longest name has, each byte of it escaped. */
  private static final int LONGEST_LINE = 1 << 19;

  private static final int MOST_LINES = 1 << 22;

  /** A digest in lower case, and the name it belongs to. */
  record Line(String digest, String name) {}

  DigestList {
    lines = List.copyOf(lines);
  }

  /** Reads a file, or {@code stdin} for {@code -}. */
  static DigestList read(String file, InputStream stdin) throws IOException {
    if (file.equals("-")) {
      return parse(stdin, "standard input");
    }
    Path path = path(file);
    if (Files.isDirectory(path)) {
      throw new Missing(file, "is a directory");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return parse(in, file);
    }
  }

  /** The file of that name. */
  static Path path(String file) throws Missing {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new Missing(file, "no such file");
    }
  }

  private static DigestList parse(InputStream in, String where) throws IOException {
    List<Line> lines = new ArrayList<>();
    long malformed = 0;
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    StringBuilder text = new StringBuilder();
    for (long number = 1; readLine(reader, text); number++) {
      if (text.length() > LONGEST_LINE || number > MOST_LINES) {
        String what =
            number > MOST_LINES
                ? "more than " + MOST_LINES + " lines"
                : "line " + number + " is longer than a digest and a name";
        throw new Unsupported(where, "not a list of digests: " + what);
      }
      String line = text.toString();
      if (isDigest(line)) {
        String digest = line.substring(0, DIGITS).toLowerCase(Locale.ROOT);
        lines.add(new Line(digest, line.substring(DIGITS + 2)));
      } else if (!line.isBlank()) {
        malformed++;
      }
    }
    return new DigestList(lines, malformed);
  }

  /** Reads a line, but of one that is too long only so much; false if there is none. */
  private static boolean readLine(BufferedReader in, StringBuilder line) throws IOException {
    line.setLength(0);
    int letter = in.read();
    if (letter < 0) {
      return false;
    }
    while (letter >= 0 && letter != '\n' && line.length() <= LONGEST_LINE) {
      line.append((char) letter);
      letter = in.read();
    }
    if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return true;
  }

  private static boolean isDigest(String line) {
    if (line.length() < DIGITS + 2 || line.charAt(DIGITS) != ' ') {
      return false;
    }
    char kind = line.charAt(DIGITS + 1);
    for (int i = 0; i < DIGITS; i++) {
      if (Character.digit(line.charAt(i), 16) < 0) {
        return false;
      }
    }
    return kind == ' ' || kind == '*';
  }
}
