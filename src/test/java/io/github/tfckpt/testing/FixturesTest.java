package io.github.tfckpt.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is in {@code testdata/synthetic} and {@code testdata/broken} is what the writers write. With
 * {@code -Dtfckpt.rewrite=true} it is written there anew instead.
 */
final class FixturesTest {

  private static final Path TESTDATA = Path.of("testdata");

  @TempDir private Path folder;

  @Test
  void checkedInFilesAreThoseOfTheWriters() throws IOException {
    new SyntheticBundles(folder.resolve("synthetic")).write();
    new SyntheticEntries(folder.resolve("synthetic")).write();
    new SyntheticV1(folder.resolve("synthetic")).write();
    new Broken(folder.resolve("broken")).write();
    boolean rewrite = Boolean.getBoolean("tfckpt.rewrite");
    for (String name : List.of("synthetic", "broken")) {
      Path kept = TESTDATA.resolve(name);
      if (rewrite) {
        delete(kept);
        copy(folder.resolve(name), kept);
      }
      compare(files(folder.resolve(name)), files(kept));
    }
  }

  private static void compare(Map<String, Path> written, Map<String, Path> kept)
      throws IOException {
    assertEquals(written.keySet(), kept.keySet());
    for (String name : written.keySet()) {
      byte[] expected = Files.readAllBytes(written.get(name));
      assertArrayEquals(expected, Files.readAllBytes(kept.get(name)), name);
    }
  }

  private static Map<String, Path> files(Path root) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(Files::isRegularFile)
          .forEach(file -> files.put(root.relativize(file).toString(), file));
    }
    return files;
  }

  private static void copy(Path from, Path to) throws IOException {
    for (var file : files(from).entrySet()) {
      Path target = to.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.copy(file.getValue(), target);
    }
  }

  private static void delete(Path root) throws IOException {
    if (Files.isDirectory(root)) {
      for (Path file : files(root).values()) {
        Files.delete(file);
      }
    }
  }
}
