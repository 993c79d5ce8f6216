package io.github.tfckpt.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Pages of two checkpoints as a browser shows them. */
final class DiffPageTest extends BrowsedPage {

  @Test
  void twoCheckpointsAreComparedAsDiffDoes() throws IOException {
    String[] typed = {
      VGG, "testdata/vgg/frcnn.ckpt-70000", "--map", "vgg_16/*=my/vgg_16/*", "--reshape"
    };
    load(0, typed);
    List<String> words = new ArrayList<>(List.of("diff", "-f", "json"));
    words.addAll(List.of(typed));
    JsonArray wanted =
        JsonParser.parseString(Run.of(words.toArray(String[]::new)).out())
            .getAsJsonObject()
            .getAsJsonArray("tensors");
    Map<String, JsonObject> rows = new TreeMap<>();
    for (JsonElement row : browser.evaluate("rows").getAsJsonArray()) {
      rows.put(row.getAsJsonObject().get("name").getAsString(), row.getAsJsonObject());
    }
    assertEquals(wanted.size(), rows.size());
    for (JsonElement each : wanted) {
      JsonObject diff = each.getAsJsonObject();
      JsonObject row = rows.get(diff.get("name").getAsString());
      for (String field : List.of("status", "differing", "max_abs", "rms", "cosine", "role")) {
        assertEquals(value(diff, field), value(row, field), field + " " + row);
      }
    }
    // What changed most comes first.
    assertEquals("vgg_16/conv1/conv1_1/weights", texts(NAMES).get(0));
    assertTrue(text("#facts").contains("--map vgg_16/*=my/vgg_16/*, --reshape"));
    String places = "document.getElementById('subtitle').innerText.split('\\n')";
    assertEquals(List.of("A: " + VGG, "B: testdata/vgg/frcnn.ckpt-70000"), texts(places));
    type("filter-status", "only_a");
    assertEquals(3, texts(NAMES).size());
    type("filter-status", "");
    browser.evaluate("document.querySelector('#tensors td.long .link').click()");
    assertEquals(
        2, browser.evaluate("document.querySelectorAll('.chart .outline').length").getAsInt());
    assertTrue(texts(TILES).stream().anyMatch(tile -> tile.contains("only in B")));
  }

  /** What the table says of two checkpoints by the tolerances of diff. */
  @Test
  void tolerancesAreThoseOfDiff() throws IOException {
    float nan = Float.NaN;
    Path a = bundle("a", new TreeMap<>(Map.of("n", new float[] {nan}, "w", new float[] {1, 2})));
    Path b = bundle("b", new TreeMap<>(Map.of("n", new float[] {nan}, "w", new float[] {1, 2.5f})));
    String statuses = "rows.map(row => row.name + ' ' + row.status)";
    load(0, a.toString(), b.toString());
    assertEquals(List.of("n identical", "w different"), texts(statuses));
    load(0, a.toString(), b.toString(), "--atol", "0.25", "--rtol", "1e-1", "--nan", "differ");
    assertEquals(List.of("n different", "w close"), texts(statuses));
    assertTrue(
        text("#facts").contains("Compared with: --atol 0.25, --rtol 1e-1, --nan differ"),
        text("#facts"));
  }

  @Test
  void typesThatDifferAreComparedIfTheyMay() throws IOException {
    Path a = bundle("a", Map.of("w_0", new float[] {1}, "w_1", new float[] {2}));
    BundleBuilder b = new BundleBuilder(folder.resolve("b"), 1);
    ByteBuffer two = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    b.add(0, "w", DTypes.DOUBLE, new long[] {2}, two.putDouble(1).putDouble(2).array());
    String[] typed = {a.toString(), b.write().toString(), "--join", "w_*", "--ignore-dtype"};
    load(0, typed);
    assertEquals(List.of("w"), texts(NAMES));
    assertEquals("close", browser.evaluate("rows[0].status").getAsString());
    assertTrue(text("#facts").contains("Changed in A first: --join w_*"), text("#facts"));
  }

  /** A number as it counts, whatever its digits; a text; nothing if there is none. */
  private static Object value(JsonObject of, String field) {
    JsonElement value = of.get(field);
    if (value == null || value.getAsString().isEmpty()) {
      return "";
    }
    boolean isNumber = value.getAsJsonPrimitive().isNumber();
    return isNumber ? (Object) value.getAsDouble() : value.getAsString();
  }
}
