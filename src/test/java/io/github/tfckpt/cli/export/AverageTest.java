package io.github.tfckpt.cli.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mean of checkpoints, against the one that numpy computes. */
final class AverageTest {

  @TempDir private Path folder;

  private Run average(String out, Path... checkpoints) {
    return average(out, List.of(), checkpoints);
  }

  private Run average(String out, List<String> more, Path... checkpoints) {
    List<String> line = new ArrayList<>(List.of("average", "-o", folder.resolve(out).toString()));
    for (Path each : checkpoints) {
      line.add(each.toString());
    }
    line.addAll(more);
    return Run.of(line.toArray(new String[0]));
  }

  private Path bundle(String name, long[] shape, float... values) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve(name), 1);
    bundle.add(
        0, "step", DTypes.INT64, new long[0], new byte[] {(byte) values[0], 0, 0, 0, 0, 0, 0, 0});
    bundle.add(0, "w", DTypes.FLOAT, shape, Samples.floats(values));
    return bundle.write();
  }

  @Test
  void meansAreThoseOfNumpyWhateverTheFormat() throws IOException {
    String text = Files.readString(Path.of("testdata/numpy/averages.json"), StandardCharsets.UTF_8);
    JsonObject cases = JsonParser.parseString(text).getAsJsonObject();
    assertEquals(7, cases.size());
    BundleBuilder first = new BundleBuilder(folder.resolve("first"), 2);
    BundleBuilder second = new BundleBuilder(folder.resolve("second"), 1).bigEndian();
    V1Builder third = new V1Builder();
    for (Map.Entry<String, JsonElement> each : cases.entrySet()) {
      JsonArray of = each.getValue().getAsJsonObject().getAsJsonArray("of");
      int dtype = dtype(each.getKey()).number();
      byte[] one = HexFormat.of().parseHex(of.get(0).getAsString());
      first.addSlice(
          0, each.getKey(), dtype, new long[] {40}, new long[][] {{0, 15}}, head(one, 15));
      first.addSlice(
          1, each.getKey(), dtype, new long[] {40}, new long[][] {{15, 25}}, tail(one, 15));
      second.add(0, each.getKey(), dtype, new long[] {40}, parse(of.get(1)));
      third.add(each.getKey(), dtype, new long[] {40}, parse(of.get(2)));
    }
    Run run =
        average("mean.index", first.write(), second.write(), third.write(folder.resolve("third")));
    assertEquals("", run.err());
    assertEquals(0, run.code());
    try (Checkpoint mean = Checkpoint.open(folder.resolve("mean"))) {
      for (Map.Entry<String, JsonElement> each : cases.entrySet()) {
        byte[] bytes = new byte[40 * dtype(each.getKey()).width()];
        mean.tensor(each.getKey()).bytes().get(bytes);
        String expected = each.getValue().getAsJsonObject().get("mean").getAsString();
        assertEquals(expected, HexFormat.of().formatHex(bytes), each.getKey());
      }
    }
  }

  private static byte[] parse(JsonElement hex) {
    return HexFormat.of().parseHex(hex.getAsString());
  }

  private static byte[] head(byte[] all, int elements) {
    return Arrays.copyOf(all, all.length / 40 * elements);
  }

  private static byte[] tail(byte[] all, int elements) {
    return Arrays.copyOfRange(all, all.length / 40 * elements, all.length);
  }

  private static DType dtype(String label) {
    return DType.ALL.stream().filter(d -> d.label().equals(label)).findAny().orElseThrow();
  }

  @Test
  void whatHasNoMeanIsOfTheLast() throws IOException {
    Path a = bundle("a", new long[] {2}, 1, 2);
    Path b = bundle("b", new long[] {2}, 4, 6);
    assertEquals(0, average("c.index", a, b).code());
    try (Checkpoint mean = Checkpoint.open(folder.resolve("c"))) {
      assertEquals(4, mean.tensor("step").longs()[0]);
      assertEquals(2.5f, mean.tensor("w").floats()[0]);
      assertEquals(4f, mean.tensor("w").floats()[1]);
    }
  }

  @Test
  void changesAreMadeToTheMean() throws IOException {
    Path a = bundle("a", new long[] {2, 2}, 1, 2, 3, 4);
    Path b = bundle("b", new long[] {2, 2}, 3, 4, 5, 6);
    List<String> changes = List.of("--transpose", "w", "--map", "w=v", "--set", "step=9");
    assertEquals(0, average("c.index", changes, a, b).code());
    try (Checkpoint mean = Checkpoint.open(folder.resolve("c"))) {
      assertEquals(9, mean.tensor("step").longs()[0]);
      assertEquals(4f, mean.tensor("v").floats()[1]);
    }
  }

  @Test
  void filesOfOneCheckpointCountOnce() throws IOException {
    Path a = bundle("a", new long[] {1}, 1);
    Path b = bundle("b", new long[] {1}, 4);
    Path index = folder.resolve("a.index");
    assertEquals(0, average("c.index", a, index, BundleBuilder.dataFile(a, 0, 1), b).code());
    try (Checkpoint mean = Checkpoint.open(folder.resolve("c"))) {
      assertEquals(2.5f, mean.tensor("w").floats()[0]);
    }
  }

  @Test
  void disagreementIsRefusedAndNothingIsWritten() throws IOException {
    Path a = bundle("a", new long[] {2, 1}, 1, 2);
    Path b = bundle("b", new long[] {2}, 4, 6);
    Run run = average("c.index", a, b);
    assertEquals(ExitCode.UNREADABLE, run.code());
    Scratch.tells(run.err(), "a: \"w\" is float32 [2, 1], in ", "b float32 [2]");
    assertFalse(Files.exists(folder.resolve("c.index")));
    assertEquals(0, average("c.index", List.of("-x", "w"), a, b).code());
  }

  @Test
  void noInputIsWrittenOver() throws IOException {
    Path a = bundle("a", new long[] {1}, 1);
    Path b = bundle("b", new long[] {1}, 4);
    assertEquals(ExitCode.USAGE, average("a.index", a, b).code());
    assertEquals(ExitCode.USAGE, average("b.index", a, b).code());
  }

  @Test
  void damageOfAnyInputIsDamage() throws IOException {
    Path a = bundle("a", new long[] {1}, 1);
    Path b = bundle("b", new long[] {1}, 4);
    Path data = BundleBuilder.dataFile(a, 0, 1);
    byte[] bytes = Files.readAllBytes(data);
    bytes[bytes.length - 1] ^= 1;
    Files.write(data, bytes);
    Run run = average("c.index", a, b);
    assertEquals(ExitCode.DAMAGED, run.code());
    assertFalse(Files.exists(folder.resolve("c.index")));
  }
}
