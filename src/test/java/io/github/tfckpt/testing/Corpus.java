package io.github.tfckpt.testing;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checkpoints of other people, and what TensorFlow reads in them. They are no part of the project:
 * property {@code tfckpt.corpus} or variable {@code TFCKPT_CORPUS} says where they are.
 */
public final class Corpus {

  private static final String DEFAULT = "../shared/corpus";

  private Corpus() {}

  /** The folder, whether there is one or not. */
  public static Path root() {
    String variable = System.getenv("TFCKPT_CORPUS");
    return Path.of(System.getProperty("tfckpt.corpus", variable == null ? DEFAULT : variable));
  }

  /** Why the tests are skipped if they are. */
  public static String absence() {
    return "no corpus at " + root() + " (set -Dtfckpt.corpus=FOLDER)";
  }

  public static List<Path> files(String folder, int depth, String ending) throws IOException {
    try (Stream<Path> files = Files.find(root().resolve(folder), depth, (p, a) -> true)) {
      return files.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    }
  }

  public static JsonObject json(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
