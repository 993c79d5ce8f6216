package io.github.tfckpt.cli.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the Savers of a graph find their tensors is what TensorFlow finds. */
final class RestorePlanTest {

  private static final Map<String, String> STATUSES =
      Map.of("found", "identical", "missing", "only_b", "shape", "shape", "dtype", "dtype");

  private static final String FOLDER = "testdata/graphs/savers/";

  @TempDir private Path folder;

  @Test
  void outcomesAreThoseOfTensorFlow() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (JsonElement each :
        JsonParser.parseString(Files.readString(Path.of(FOLDER, "restored.json")))
            .getAsJsonArray()) {
      JsonObject one = each.getAsJsonObject();
      expected.put(one.get("name").getAsString(), STATUSES.get(one.get("outcome").getAsString()));
    }
    Map<String, String> found = new TreeMap<>();
    String json =
        Run.of("diff", "--names-only", FOLDER + "other.ckpt", FOLDER + "graph.meta", "-f", "json")
            .out();
    for (JsonElement each :
        JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("tensors")) {
      JsonObject one = each.getAsJsonObject();
      if (!one.get("status").getAsString().equals("only_a")) {
        found.put(one.get("name").getAsString(), one.get("status").getAsString());
      }
    }
    assertEquals(expected, found);
  }

  @Test
  void saversThatLookForOneTensorAreToldApart() throws IOException {
    String text = Files.readString(Path.of(FOLDER, "reshaped.json"));
    JsonObject expected = JsonParser.parseString(text).getAsJsonObject();
    Run run =
        Run.of(
            "diff", "--names-only", FOLDER + "other.ckpt", FOLDER + "reshaped.meta", "-f", "json");
    JsonObject found = JsonParser.parseString(run.out()).getAsJsonObject();
    for (JsonElement each : found.getAsJsonArray("savers")) {
      JsonObject saver = each.getAsJsonObject();
      String outcome = expected.remove(saver.get("saver").getAsString()).getAsString();
      assertEquals(1, saver.get(outcome).getAsInt(), saver::toString);
    }
    assertEquals(0, expected.size());
    assertEquals(1, found.getAsJsonObject("summary").get("shape").getAsInt());
  }

  @Test
  void graphWithoutSaverIsReported() throws IOException {
    Path meta = folder.resolve("frozen.meta");
    Files.copy(Path.of("testdata/graphs/frozen/frozen.pb"), meta);
    Run run = Run.of("diff", "--names-only", FOLDER + "other.ckpt", meta.toString());
    assertEquals(4, run.code());
    assertTrue(run.err().contains("it has no Saver (no RestoreV2 node)"), run.err());
    assertEquals("", run.out());
  }
}
