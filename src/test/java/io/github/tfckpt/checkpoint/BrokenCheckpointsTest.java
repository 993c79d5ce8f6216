package io.github.tfckpt.checkpoint;

import static io.github.tfckpt.testing.Scratch.tells;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every illness of {@code testdata/broken}: how much is still read, and what is told. */
final class BrokenCheckpointsTest {

  private static final Path BROKEN = Path.of("testdata/broken");

  /** Illness, tensors read, tensors refused, part of a message. */
  private static final List<String> CASES =
      List.of(
          "data-is-lfs-pointer, 6, 6, data-00000-of-00002: ",
          "damaged-first-block, 8, 1, crc32c is",
          "damaged-index-block, 12, 1, crc32c is",
          "damaged-middle-block, 8, 1, crc32c is",
          "empty-index, 0, 1, 0 bytes",
          "flipped-bit, 11, 1, crc32c is",
          "future-version, 0, 1, version 2",
          "hole-in-data, 11, 1, crc32c is",
          "index-is-lfs-pointer, 0, 1, Git LFS pointer",
          "index-is-web-page, 0, 1, an HTML page",
          "missing-index, 0, 1, .index: no such file",
          "missing-shard, 6, 6, no such file",
          "swapped-shards, 0, 12, crc32c is",
          "truncated-data, 11, 1, truncated?",
          "truncated-index, 12, 1, magic");

  private static Outcome outcome(String illness) throws IOException {
    Path folder = BROKEN.resolve(illness);
    String name = illness.startsWith("v1-") ? "model.ckpt" : "model.ckpt-7";
    return Outcome.of(folder.resolve(name));
  }

  @Test
  void bundles() throws IOException {
    for (String line : CASES) {
      String[] parts = line.split(", ", -1);
      Outcome outcome = outcome(parts[0]);
      assertEquals(Integer.parseInt(parts[1]), outcome.tensors().size(), line);
      assertEquals(Integer.parseInt(parts[2]), outcome.troubles().size(), line);
      outcome.troubles().values().forEach(message -> tells(message, "model.ckpt-7", parts[3]));
    }
  }

  @Test
  void slices() throws IOException {
    Outcome outcome = outcome("wrong-slices");
    assertEquals(12, outcome.tensors().size());
    assertEquals(Set.of("gap", "lost", "twice"), outcome.troubles().keySet());
    tells(outcome.troubles().get("gap"), "no slice covers [1:2, 0:5]");
    tells(outcome.troubles().get("lost"), "slice 1,1:-", "no record");
    tells(outcome.troubles().get("twice"), "overlap");
  }

  @ParameterizedTest
  @CsvSource({
    "v1-flipped-bit, 6, 2, crc32c is",
    "v1-truncated, 5, 4, model.ckpt-00000-of-00002",
    "v1-missing-shard, 4, 1, model.ckpt-00000-of-00002"
  })
  void v1(String illness, int read, int refused, String told) throws IOException {
    Outcome outcome = outcome(illness);
    assertEquals(read, outcome.tensors().size());
    assertEquals(refused, outcome.troubles().size(), outcome::toString);
    tells(outcome.troubles().values().iterator().next(), told);
  }

  @Test
  void everyKindOfDamageHasItsTest() throws IOException {
    Set<String> tested =
        new TreeSet<>(Set.of("wrong-slices", "v1-flipped-bit", "v1-truncated", "v1-missing-shard"));
    CASES.forEach(line -> tested.add(line.substring(0, line.indexOf(','))));
    try (Stream<Path> folders = Files.list(BROKEN)) {
      Set<String> all = new TreeSet<>();
      folders.filter(Files::isDirectory).forEach(f -> all.add(f.getFileName().toString()));
      assertEquals(all, tested);
    }
  }
}
