package io.github.tfckpt.tf.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.tfckpt.testing.Mutations;
import io.github.tfckpt.testing.Outcome;
import io.github.tfckpt.testing.SmallTables;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small indexes and V1 files with every byte changed, with and without a checksum that approves,
 * and cut at every length. With {@code -Dtfckpt.sweep=true} every byte takes every value.
 */
final class MutationTest {

  private static final boolean SWEEP = Boolean.getBoolean("tfckpt.sweep");
  private static final int SMALL = 1200;

  private final FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
  private final Path folder = memory.getPath("case");
  private final Random random = new Random(7);

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectories(folder);
  }

  @AfterEach
  void close() throws IOException {
    memory.close();
  }

  static Stream<Path> tables() throws IOException {
    return SmallTables.below(SMALL);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void noChangeGoesUnnoticed(Path file) throws IOException {
    Path table = SmallTables.copy(file, folder);
    Mutations mutations = new Mutations(Files.readAllBytes(file));
    Outcome sound = Outcome.of(table);
    for (int at = 0; at < mutations.size(); at++) {
      int value = mutations.at(at) ^ (1 << random.nextInt(8));
      Outcome outcome = write(table, mutations.changed(at, value));
      String what = "byte " + at + " is " + value;
      if (outcome.equals(sound)) {
        assertTrue(mutations.isIdle(at), what);
      } else {
        assertFalse(outcome.troubles().isEmpty(), what);
        assertNothingNew(sound.tensors(), outcome.tensors(), what);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void anyChangeUnderARightChecksumIsAnAnswerOrAnError(Path file) throws IOException {
    Path table = SmallTables.copy(file, folder);
    Mutations mutations = new Mutations(Files.readAllBytes(file));
    for (int at = 0; at < mutations.size(); at++) {
      for (int value = 0; value < 256; value++) {
        boolean bit = Integer.bitCount(value ^ mutations.at(at)) == 1;
        if (SWEEP || (bit && random.nextInt(3) == 0) || random.nextInt(100) == 0) {
          write(table, mutations.resealed(at, value));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void anyTruncationIsReported(Path file) throws IOException {
    Path table = SmallTables.copy(file, folder);
    Mutations mutations = new Mutations(Files.readAllBytes(file));
    Outcome sound = Outcome.of(table);
    for (int length = 0; length < mutations.size(); length++) {
      Outcome outcome = write(table, mutations.truncated(length));
      assertFalse(outcome.troubles().isEmpty(), "cut to " + length);
      assertNothingNew(sound.tensors(), outcome.tensors(), "cut to " + length);
    }
  }

  private static void assertNothingNew(
      Map<String, String> sound, Map<String, String> found, String what) {
    found.forEach((name, tensor) -> assertEquals(sound.get(name), tensor, what + ": " + name));
  }

  private static Outcome write(Path table, byte[] bytes) throws IOException {
    Files.write(table, bytes);
    try {
      return Outcome.of(table);
    } catch (RuntimeException | AssertionError e) {
      Path kept = Files.createTempFile("mutation", ".bin");
      Files.write(kept, bytes);
      throw new AssertionError(table.getFileName() + ": " + e + "; bytes are in " + kept, e);
    }
  }
}
