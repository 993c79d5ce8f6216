package io.github.tfckpt.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.testing.Corpus;
import io.github.tfckpt.testing.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Broken checkpoints: never less than TensorFlow reads, and never worse than a typed error. */
final class BadCorpusTest {

  private static final int CASES = 47;
  private static final int LONGEST_MESSAGE = 500;

  /** A shard under another count is found here, and not by TensorFlow. */
  private static final String FOUND_ANYWAY = "wrong-shard-count";

  private static List<Path> results() throws IOException {
    assumeTrue(Files.isDirectory(Corpus.root().resolve("bad")), Corpus.absence());
    return Corpus.files("bad", 2, "tf_result.json");
  }

  @Test
  void corpusIsWhole() throws IOException {
    assertEquals(CASES, results().size());
  }

  @TestFactory
  Stream<DynamicTest> neverLessThanTensorFlowReads() throws IOException {
    return results().stream()
        .map(
            file -> {
              String name = file.getParent().getFileName().toString();
              return DynamicTest.dynamicTest(name, () -> compare(name, file));
            });
  }

  private static void compare(String name, Path file) throws IOException {
    JsonObject result = Corpus.json(file);
    Path prefix = file.resolveSibling(result.get("prefix").getAsString());
    boolean opens = result.get("open_error").isJsonNull();
    try (Checkpoint checkpoint = Checkpoint.open(prefix)) {
      if (opens) {
        assertEquals(result.get("tensors_listed").getAsInt(), checkpoint.tensors().size());
        compareAll(name, checkpoint, result.getAsJsonObject("tensors"));
      } else {
        assertFalse(checkpoint.damage().isEmpty(), "TensorFlow does not open this");
        checkpoint.damage().forEach(BadCorpusTest::checkMessage);
        for (TensorEntry entry : checkpoint.tensors()) {
          readsOrTells(checkpoint, entry);
        }
      }
    } catch (CheckpointException e) {
      checkMessage(e.getMessage());
      assertFalse(opens, () -> "TensorFlow opens this: " + e.getMessage());
    }
  }

  private static void compareAll(String name, Checkpoint checkpoint, JsonObject tensors)
      throws IOException {
    for (Map.Entry<String, JsonElement> tensor : tensors.entrySet()) {
      JsonObject about = tensor.getValue().getAsJsonObject();
      TensorEntry entry = Reading.one(checkpoint, tensor.getKey());
      assertEquals(about.get("dtype").getAsString(), entry.dtype().label());
      String found = readsOrTells(checkpoint, entry);
      if (about.has("sha256")) {
        assertEquals(about.get("sha256").getAsString(), found, tensor.getKey());
      } else if (!name.contains(FOUND_ANYWAY)) {
        assertEquals("", found, () -> tensor.getKey() + " fails in TensorFlow: " + about);
      }
    }
  }

  /** The digest, or nothing if a typed error came instead. */
  private static String readsOrTells(Checkpoint checkpoint, TensorEntry entry) throws IOException {
    try {
      return Reading.sha256(checkpoint, entry);
    } catch (CheckpointException e) {
      checkMessage(e.getMessage());
      return "";
    }
  }

  private static void checkMessage(String message) {
    assertTrue(message.length() < LONGEST_MESSAGE, message);
    assertFalse(message.contains("\n"), message);
  }
}
