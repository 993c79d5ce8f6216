package io.github.tfckpt.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.cli.export.RoundTrip;
import io.github.tfckpt.cli.export.RoundTrip.Form;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.testing.Corpus;
import io.github.tfckpt.testing.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Sound checkpoints from public repositories: the same tensors, bit by bit, as in TensorFlow. */
final class GoodCorpusTest {

  private static final int CHECKPOINTS = 110;
  private static final int TENSORS = 3088;

  private static List<Path> expectations() throws IOException {
    assumeTrue(Files.isDirectory(Corpus.root().resolve("good")), Corpus.absence());
    return Corpus.files("good/expected", 1, ".json");
  }

  @Test
  void corpusIsWhole() throws IOException {
    List<Path> files = expectations();
    int tensors = 0;
    for (Path file : files) {
      tensors += Corpus.json(file).getAsJsonObject("variables").size();
    }
    assertEquals(CHECKPOINTS, files.size());
    assertEquals(TENSORS, tensors);
  }

  @TestFactory
  Stream<DynamicTest> everyTensorIsWhatTensorFlowReads() throws IOException {
    return expectations().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }

  /** Written anew as a V2 checkpoint, whatever they are: the same tensors. */
  @TestFactory
  Stream<DynamicTest> everyTensorIsTheSameAfterAnExport(@TempDir Path folder) throws IOException {
    return expectations().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(), () -> compareExported(file, folder)));
  }

  /** In the formats of others, and back: identical. */
  @TestFactory
  Stream<DynamicTest> everyCheckpointIsIdenticalThereAndBack(@TempDir Path folder)
      throws IOException {
    return expectations().stream()
        .flatMap(file -> Stream.of(Form.values()).map(form -> thereAndBack(file, form, folder)));
  }

  private static DynamicTest thereAndBack(Path file, Form form, Path folder) {
    return DynamicTest.dynamicTest(
        file.getFileName() + " " + form,
        () -> new RoundTrip(prefix(Corpus.json(file)), OptionalLong.empty(), folder).run(form));
  }

  private static void compareExported(Path file, Path folder) throws IOException {
    JsonObject expected = Corpus.json(file);
    String index = folder.resolve("new.index").toString();
    assertEquals("", Run.of("export", "-q", "-o", index, prefix(expected).toString()).err());
    assertTrue(Run.of("verify", index).out().contains(": sound;"));
    expected.addProperty("format", "V2");
    compare(expected, Path.of(index));
  }

  private static Path prefix(JsonObject expected) {
    return Corpus.root().resolve("good").resolve(expected.get("prefix").getAsString());
  }

  private static void compare(Path file) throws IOException {
    JsonObject expected = Corpus.json(file);
    compare(expected, prefix(expected));
  }

  private static void compare(JsonObject expected, Path prefix) throws IOException {
    Map<String, String> wanted = new TreeMap<>();
    for (Map.Entry<String, JsonElement> tensor : expected.getAsJsonObject("variables").entrySet()) {
      JsonObject about = tensor.getValue().getAsJsonObject();
      wanted.put(
          tensor.getKey(),
          about.get("dtype").getAsString()
              + about.getAsJsonArray("shape")
              + about.get("sha256").getAsString());
    }
    Map<String, String> found = new TreeMap<>();
    try (Checkpoint checkpoint = Checkpoint.open(prefix)) {
      assertEquals(expected.get("format").getAsString(), checkpoint.format().label());
      assertEquals(List.of(), checkpoint.damage());
      for (TensorEntry entry : checkpoint.tensors()) {
        String key = new String(entry.key().toArray(), StandardCharsets.UTF_8);
        String shape = entry.shape().toString().replace(" ", "");
        found.put(key, entry.dtype() + shape + Reading.sha256(checkpoint, entry));
      }
    }
    assertEquals(wanted, found);
    assertTrue(!found.isEmpty());
  }
}
