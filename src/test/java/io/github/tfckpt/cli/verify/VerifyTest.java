package io.github.tfckpt.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify} prints for programs, and how several checkpoints come out as one answer. */
final class VerifyTest {

  private static final String SOUND = "testdata/vgg/vgg_16.ckpt";
  private static final String DAMAGED = "testdata/broken/flipped-bit/model.ckpt-7";
  private static final String MISSING = "testdata/broken/missing-index/model.ckpt-7";

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  @Test
  void jsonOfOne() {
    Run run = Run.of("verify", "-f", "json", DAMAGED);
    assertEquals(1, run.code());
    JsonObject report = json(run.out());
    assertEquals("tfckpt/verify/1", report.get("schema").getAsString());
    assertEquals(DAMAGED, report.get("checkpoint").getAsString());
    assertFalse(report.get("sound").getAsBoolean());
    JsonObject finding = report.getAsJsonArray("findings").get(0).getAsJsonObject();
    assertEquals("error", finding.get("severity").getAsString());
    assertEquals("layer_0/momentum", finding.get("tensor").getAsString());
    assertEquals(DAMAGED + ".data-00000-of-00002: bytes 80+80", finding.get("where").getAsString());
    assertEquals(12, report.getAsJsonObject("checked").get("tensors").getAsInt());
  }

  @Test
  void jsonOfSeveral() {
    Run run = Run.of("verify", "-f", "json", SOUND, DAMAGED, MISSING);
    assertEquals(4, run.code());
    assertEquals("", run.err());
    JsonObject all = json(run.out());
    List<Boolean> sound =
        all.getAsJsonArray("checkpoints").asList().stream()
            .map(JsonElement::getAsJsonObject)
            .map(report -> report.get("sound").getAsBoolean())
            .toList();
    assertEquals(List.of(true, false, false), sound);
    assertFalse(all.get("sound").getAsBoolean());
  }

  @Test
  void jsonLines() {
    Run run = Run.of("verify", "-f", "jsonl", "--quick", SOUND, DAMAGED);
    assertEquals(0, run.code());
    List<String> lines = run.out().lines().toList();
    assertEquals(2, lines.size());
    for (String line : lines) {
      JsonObject checked = json(line).getAsJsonObject("checked");
      assertFalse(checked.get("data").getAsBoolean());
      assertEquals(0, checked.get("bytes").getAsLong());
    }
  }

  @Test
  void numberOfThreadsDoesNotShow() {
    Run one = Run.of("verify", "--threads", "1", "testdata/broken/swapped-shards", SOUND);
    Run five = Run.of("verify", "--threads", "5", "testdata/broken/swapped-shards", SOUND);
    assertEquals(one, five);
  }

  @Test
  void quietAboutWhatIsSound() {
    assertEquals(
        new Run(0, Run.of("verify", "-q", SOUND).bytes(), ""), Run.of("verify", "-q", SOUND));
    assertEquals("", Run.of("verify", "-q", SOUND).out());
    assertTrue(Run.of("verify", "-q", SOUND, DAMAGED).out().startsWith("error: "));
  }

  @Test
  void invalidParts() {
    for (String part : List.of("0/3", "4/3", "1", "x/2", "1/0", "1/2/3", "/", "-1/2")) {
      Run run = Run.of("verify", "--part=" + part, SOUND);
      assertEquals(2, run.code(), part);
      assertTrue(run.err().contains("not I/N"), run.err());
    }
  }

  /** The bias d1 is [-0.00999989, ..., ...]; TensorFlow stored it under an optimizer's key. */
  @Test
  void findingsShowFullNames(@TempDir Path folder) throws IOException {
    for (String file : List.of("ckpt-1.index", "ckpt-1.data-00000-of-00001")) {
      Files.copy(Path.of("testdata/python/keras-checkpoint", file), folder.resolve(file));
    }
    Path data = folder.resolve("ckpt-1.data-00000-of-00001");
    byte[] bytes = Files.readAllBytes(data);
    JsonObject bias =
        JsonParser.parseString(
                Run.of("list", "-f", "jsonl", folder + "/ckpt-1", "sequential/d1/bias").out())
            .getAsJsonObject();
    bytes[bias.get("offset").getAsInt()] ^= 1;
    Files.write(data, bytes);
    String key = "optimizer/_trainable_variables/1/.ATTRIBUTES/VARIABLE_VALUE";
    String text = Run.of("verify", folder + "/ckpt-1").out();
    assertTrue(text.contains("\"sequential/d1/bias\""), text);
    String keys = Run.of("verify", "--names", "key", folder + "/ckpt-1").out();
    assertTrue(keys.contains('"' + key + '"') && !keys.contains("sequential/d1"), keys);
    assertFalse(text.contains(key), text);
    String json = Run.of("verify", "-f", "json", folder + "/ckpt-1").out();
    assertEquals(
        key,
        json(json).getAsJsonArray("findings").get(0).getAsJsonObject().get("tensor").getAsString());
  }
}
