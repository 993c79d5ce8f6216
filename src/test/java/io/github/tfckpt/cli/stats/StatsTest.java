package io.github.tfckpt.cli.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code stats} prints for programs, its exit codes, and command lines that are wrong. */
final class StatsTest {

  private static final String SPECIAL = "testdata/bundles/dtypes-v2";
  private static final String DAMAGED = "testdata/broken/flipped-bit";
  private static final String SOUND = "testdata/vgg/vgg_16.ckpt";

  private static List<JsonObject> lines(Run run) {
    return run.out().lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  private static JsonObject only(String... args) {
    List<JsonObject> lines = lines(Run.of(args));
    assertEquals(1, lines.size());
    return lines.get(0);
  }

  @Test
  void document() {
    Run run = Run.of("stats", "-f", "json", SPECIAL, "float32/*");
    assertEquals(0, run.code());
    JsonObject all = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals("tfckpt/stats/1", all.get("schema").getAsString());
    assertEquals(SPECIAL + "/model.ckpt", all.get("checkpoint").getAsString());
    assertFalse(all.has("part"));
    List<JsonElement> tensors = all.getAsJsonArray("tensors").asList();
    JsonObject empty = tensors.get(0).getAsJsonObject();
    assertFalse(empty.has("min"));
    assertFalse(empty.has("max"));
    assertEquals("NaN", empty.get("mean").getAsString());
    assertEquals(0, empty.get("l2").getAsDouble());
    JsonObject special = tensors.get(2).getAsJsonObject();
    assertEquals("float32", special.get("dtype").getAsString());
    assertEquals("[20]", special.getAsJsonArray("shape").toString());
    assertEquals(20, special.get("count").getAsLong());
    assertEquals(4, special.get("nan").getAsLong());
    assertEquals(2, special.get("inf").getAsLong());
    assertEquals(2, special.get("zeros").getAsLong());
    assertEquals("NaN", special.get("max").getAsString());
    JsonObject finite = special.getAsJsonObject("finite");
    assertEquals(14, finite.get("count").getAsLong());
    assertEquals((double) Float.MAX_VALUE, finite.get("max").getAsDouble());
  }

  @Test
  void integersAreExactAndComplexNumbersPairs() {
    String[] json = {"stats", "-f", "jsonl", SPECIAL, "uint64/special"};
    assertEquals("18446744073709551615", only(json).get("max").getAsString());
    json[4] = "complex128/scalar";
    assertEquals(2, only(json).getAsJsonArray("min").size());
    json[4] = "bool/special";
    assertEquals(1, only(json).get("max").getAsInt());
  }

  @Test
  void searchAnswersByExitCode() {
    Run found = Run.of("stats", "--find", "nan,inf", "-f", "jsonl", SPECIAL, "float32/*");
    assertEquals(1, found.code());
    JsonObject special = lines(found).get(0);
    assertEquals(
        "[{\"what\":\"nan\",\"count\":4,\"first\":[12]},{\"what\":\"inf\",\"count\":2,\"first\":[10]}]",
        special.getAsJsonArray("found").toString());
    assertEquals(1, lines(found).size());
    Run none = Run.of("stats", "--find=nan,inf", "-f", "jsonl", SOUND);
    assertEquals(new Run(0, none.bytes(), ""), none);
    assertEquals("", none.out());
  }

  @Test
  void damagedTensorsAreReportedAndTheOthersShown() {
    for (String threads : List.of("1", "2")) {
      Run run = Run.of("stats", "-f", "jsonl", "--threads", threads, DAMAGED);
      assertEquals(5, run.code());
      assertEquals(12, lines(run).size());
      JsonObject damaged = lines(run).get(1);
      assertEquals("layer_0/momentum", damaged.get("name").getAsString());
      assertTrue(damaged.get("error").getAsString().contains("crc32c is"));
      assertFalse(damaged.has("min"));
      assertTrue(run.err().contains("layer_0/momentum"));
    }
    Run search = Run.of("stats", "--find", "nan", DAMAGED);
    assertEquals(5, search.code());
    assertEquals("nothing found in 11 tensors; 1 tensor cannot be read\n", search.out());
  }

  @Test
  void whatHasNoNumbersIsRefusedByItsNameOnly() {
    Run named = Run.of("stats", SPECIAL, "string/scalar");
    assertEquals(4, named.code());
    assertTrue(named.err().contains("tensors of type string have no statistics"), named.err());
    Run matched = Run.of("stats", SPECIAL, "string/*");
    assertEquals(0, matched.code());
    assertEquals("tfckpt: left out: 3 string tensors\n", matched.err());
    assertEquals("", Run.of("stats", "-q", SPECIAL, "string/*").err());
  }

  @Test
  void binsMayFollowTheOption() {
    String name = "vgg_16/fc6/biases";
    String[][] spellings = {
      {"stats", "-f", "jsonl", "--histogram", "10", SOUND, name},
      {"stats", "-f", "jsonl", "--histogram", SOUND, name},
      {"stats", "-f", "jsonl", "--histogram=10", SOUND, name},
      {"stats", "-f", "jsonl", SOUND, name, "--histogram"}
    };
    for (String[] spelling : spellings) {
      JsonObject histogram = only(spelling).getAsJsonObject("histogram");
      assertEquals(11, histogram.getAsJsonArray("edges").size());
      long sum = 0;
      for (JsonElement count : histogram.getAsJsonArray("counts")) {
        sum += count.getAsLong();
      }
      assertEquals(16, sum);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--find=",
        "--find=nan,",
        "--find=nonsense",
        "--histogram=0",
        "--histogram=10001",
        "--histogram=99999999999999999999",
        "--histogram=x",
        "--find=nan --histogram",
        "--sort=color",
        "--part=3/2",
        "--threads=0",
        "--format=xml"
      })
  void wrongCommandLines(String options) {
    List<String> args = new java.util.ArrayList<>(List.of("stats", SOUND));
    args.addAll(List.of(options.split(" ")));
    Run run = Run.of(args.toArray(new String[0]));
    assertEquals(2, run.code(), run.err());
    assertEquals("", run.out());
  }
}
