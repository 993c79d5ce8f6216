package io.github.tfckpt.cli.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What {@code info} tells, against what numpy counted and TensorFlow wrote down. */
final class InfoTest {

  private static final Path PYTHON = Path.of("testdata", "python");

  private static JsonObject info(String path) {
    Run run = Run.of("info", "-f", "json", path);
    assertEquals(0, run.code(), run.err());
    return JsonParser.parseString(run.out()).getAsJsonObject();
  }

  @TestFactory
  Stream<DynamicTest> totalsAreWhatNumpyCounts() throws IOException {
    return Corpus.json(PYTHON.resolve("totals.json")).entrySet().stream()
        .map(test -> DynamicTest.dynamicTest(test.getKey(), () -> compare(test)));
  }

  private static void compare(Map.Entry<String, JsonElement> test) {
    JsonObject expected = test.getValue().getAsJsonObject();
    JsonObject totals = info(PYTHON.resolve(test.getKey()).toString()).getAsJsonObject("totals");
    for (String role :
        List.of(
            "weights", "optimizer", "average", "counters", "bookkeeping", "constant", "aliases")) {
      JsonObject found = totals.getAsJsonObject(role);
      JsonObject counted = expected.getAsJsonObject(role);
      if (counted == null) {
        assertEquals(0, found.get("tensors").getAsLong(), role);
      } else if (role.equals("bookkeeping")) {
        // Of strings numpy has no bytes.
        assertEquals(counted.get("tensors"), found.get("tensors"), role);
      } else {
        assertEquals(counted, found, role);
      }
    }
    JsonObject weights = expected.getAsJsonObject("weights");
    assertEquals(weights.get("params"), totals.get("params"));
  }

  /** TensorFlow counted 51 elements in the three variables that it froze. */
  @Test
  void whatSteersAGraphIsNotAWeight() {
    JsonObject totals = info("testdata/roles/frozen/frozen.pb").getAsJsonObject("totals");
    assertEquals(51, totals.getAsJsonObject("weights").get("params").getAsLong());
    assertEquals(12, totals.getAsJsonObject("constant").get("tensors").getAsLong());
    assertEquals(15, totals.getAsJsonObject("all").get("tensors").getAsLong());
  }

  @Test
  void writerOfASavedModel() {
    JsonObject info = info("testdata/python/keras-export");
    assertEquals("2.21.0", info.get("tensorflow_version").getAsString());
    assertEquals("v2.21.0-rc1-5-ga481b10260d", info.get("tensorflow_git_version").getAsString());
    assertEquals("[\"serve\"]", info.get("tags").toString());
    // As TensorFlow's FingerprintDef reads them.
    JsonObject fingerprint = info.getAsJsonObject("fingerprint");
    assertEquals("15836589073267204921", fingerprint.get("saved_model_checksum").getAsString());
    assertEquals("11944228024816077365", fingerprint.get("graph_def_program_hash").getAsString());
    assertEquals("7799064338507880483", fingerprint.get("signature_def_hash").getAsString());
    assertEquals("15521900229297700673", fingerprint.get("saved_object_graph_hash").getAsString());
    assertEquals("8317665929529592815", fingerprint.get("checkpoint_hash").getAsString());
    assertEquals("47791288360636802450221650763265132779", fingerprint.get("uuid").getAsString());
  }

  @Test
  void factsOfAMetaGraph() {
    assertEquals("2.21.0", info("testdata/python/tf1-v2").get("tensorflow_version").getAsString());
    assertFalse(info("testdata/python/tf1-v1").has("tensorflow_version"));
  }

  @Test
  void countersAndTheirValues() {
    assertEquals(
        "[{\"name\":\"global_step\",\"value\":70000,\"role\":\"counters\"}]",
        info("testdata/vgg").get("counters").toString());
    assertEquals(
        "[{\"name\":\"global_step\",\"value\":1,\"role\":\"counters\"}]",
        info("testdata/python/tf1-v1").get("counters").toString().replaceAll("\\d+,", "1,"));
    JsonObject counter =
        info("testdata/python/keras-checkpoint")
            .getAsJsonArray("counters")
            .get(0)
            .getAsJsonObject();
    assertEquals("adam/iteration", counter.get("full_name").getAsString());
    assertEquals(1, counter.get("value").getAsLong());
  }

  @Test
  void filesAndByteOrder() {
    JsonObject info = info("testdata/broken/missing-shard");
    assertEquals(2, info.get("num_shards").getAsLong());
    assertTrue(info.getAsJsonArray("shards").get(1).getAsJsonObject().has("missing"));
    assertEquals("big", info("testdata/synthetic/big-endian").get("byte_order").getAsString());
    JsonObject v1 = info("testdata/bundles/shards-v1");
    assertEquals(3, v1.getAsJsonArray("shards").size());
    assertFalse(v1.has("byte_order"));
  }

  @Test
  void ofADamagedIndexWhatCanBeRead() {
    Run run = Run.of("info", "testdata/broken/damaged-first-block");
    assertEquals(5, run.code());
    assertTrue(run.out().contains("weights        8     160  640 B   100%"), run.out());
  }

  @Test
  void filesBesideItThatAreNotMessages(@TempDir Path folder) throws IOException {
    for (String name : List.of("model.ckpt-3.index", "model.ckpt-3.data-00000-of-00001")) {
      Files.copy(PYTHON.resolve("tf1-v2").resolve(name), folder.resolve(name));
    }
    Files.write(folder.resolve("model.ckpt-3.meta"), new byte[] {10, (byte) 0xff, 1, 2});
    Run run = Run.of("info", folder.toString());
    assertEquals(0, run.code());
    assertTrue(run.err().contains("model.ckpt-3.meta: field 1 of "), run.err());
    Files.write(folder.resolve("model.ckpt-3.meta"), new byte[0]);
    assertEquals("", Run.of("info", folder.toString()).err());
  }

  @Test
  void aCounterThatCannotBeRead(@TempDir Path folder) throws IOException {
    Path index = folder.resolve("model.ckpt-3.index");
    Files.copy(PYTHON.resolve("tf1-v2/model.ckpt-3.index"), index);
    byte[] data = Files.readAllBytes(PYTHON.resolve("tf1-v2/model.ckpt-3.data-00000-of-00001"));
    for (int i = 0; i < data.length; i++) {
      data[i] ^= 1;
    }
    Files.write(folder.resolve("model.ckpt-3.data-00000-of-00001"), data);
    Run run = Run.of("info", index.toString());
    assertEquals(5, run.code());
    assertTrue(run.err().contains("\"global_step\""), run.err());
    assertTrue(run.out().contains("weights"), run.out());
  }

  @Test
  void jsonlIsTheSameOnOneLine() {
    Run line = Run.of("info", "-f", "jsonl", "testdata/vgg");
    assertEquals(1, line.out().lines().count());
    assertEquals(info("testdata/vgg"), JsonParser.parseString(line.out()));
  }

  @Test
  void missingShardIsReportedOnce(@TempDir Path folder) throws IOException {
    Path index = Path.of("testdata/vgg/frcnn.ckpt-70000.index");
    Files.copy(index, folder.resolve(index.getFileName()));
    Run run = Run.of("info", folder.toString());
    String shard = folder.resolve("frcnn.ckpt-70000.data-00000-of-00001").toString();
    assertEquals("tfckpt: " + shard + ": no such file\n", run.err());
  }
}
