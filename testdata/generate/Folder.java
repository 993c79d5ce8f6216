package io.github.tfckpt.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of testdata that is written anew. */
final class Folder {

  private final Path path;
  private final Saver saver;
  private final Expected expected = new Expected();

  /** Empties the folder, or makes it. */
  Folder(Path path, Saver saver) throws IOException {
    this.path = path;
    this.saver = saver;
    if (Files.exists(path)) {
      List<Path> old;
      try (Stream<Path> walk = Files.walk(path)) {
        old = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : old) {
        Files.delete(file);
      }
    }
    Files.createDirectories(path);
  }

  Path file(String name) {
    return path.resolve(name);
  }

  Saver saver() {
    return saver;
  }

  Expected expected() {
    return expected;
  }

  /** Saves a bundle of one shard and expects it under all its spellings. */
  void v2(String prefix, List<Variable> variables) {
    saver.v2(file(prefix), Variable.items(variables));
    expected.checkpoint(
        "V2", variables, prefix, prefix + ".index", prefix + ".data-00000-of-00001");
  }

  /** Saves a V1 file and expects it. */
  void v1(String file, List<Variable> variables) {
    saver.v1(file(file), Variable.items(variables));
    expected.checkpoint("V1", variables, file);
  }

  /** Writes a text file, for example a state file. */
  void text(String name, String... lines) throws IOException {
    Files.writeString(file(name), String.join("\n", lines) + "\n");
  }

  /** Writes down what is expected. */
  void finish() throws IOException {
    expected.write(path);
  }
}
