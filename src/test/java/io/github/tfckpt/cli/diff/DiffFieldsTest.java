package io.github.tfckpt.cli.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fields that a program finds of each status. */
final class DiffFieldsTest {

  private static final List<String> DISTANCES =
      List.of("max_abs", "max_abs_at", "max_rel", "rms", "mean_abs");
  private static final List<String> VALUES = List.of("cosine", "nan_a", "nan_b");

  @TempDir private Path folder;
  private String a = "";
  private String b = "";

  @BeforeEach
  void write() throws IOException {
    a = bundle("a", 1, 2);
    b = bundle("b", 1, 2.5f);
  }

  private String bundle(String name, float... changing) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve(name), 1);
    bundle.add(0, "changing", DTypes.FLOAT, new long[] {2}, Samples.floats(changing));
    bundle.add(0, "empty", DTypes.FLOAT, new long[] {0}, new byte[0]);
    byte[] holes = Samples.floats(1, Float.NaN, -3, Float.NaN);
    bundle.add(0, "holes", DTypes.FLOAT, new long[] {2, 2}, holes);
    bundle.add(0, "infinite", DTypes.FLOAT, new long[] {1}, Samples.floats(1 / 0f));
    bundle.add(0, "nothing", DTypes.FLOAT, new long[] {1}, Samples.floats(Float.NaN));
    bundle.add(0, "zeros", DTypes.FLOAT, new long[] {2}, Samples.floats(0, 0));
    return bundle.write().toString();
  }

  private Map<String, JsonObject> fields(String... options) {
    String[] line = new String[options.length + 5];
    System.arraycopy(new String[] {"diff", "-f", "jsonl", a, b}, 0, line, 0, 5);
    System.arraycopy(options, 0, line, 5, options.length);
    Map<String, JsonObject> rows = new HashMap<>();
    Run.of(line)
        .out()
        .lines()
        .map(row -> JsonParser.parseString(row).getAsJsonObject())
        .forEach(row -> rows.put(row.get("name").getAsString(), row));
    return rows;
  }

  private static void check(JsonObject row, String field, String value) {
    assertEquals(JsonParser.parseString(value), row.get(field), row + ": " + field);
  }

  @Test
  void whatIsIdenticalHasEveryField() {
    Map<String, JsonObject> rows = fields();
    for (String name : List.of("changing", "holes", "infinite", "nothing", "zeros")) {
      DISTANCES.forEach(field -> assertTrue(rows.get(name).has(field), name + ": " + field));
      VALUES.forEach(field -> assertTrue(rows.get(name).has(field), name + ": " + field));
    }
    JsonObject holes = rows.get("holes");
    check(holes, "status", "\"identical\"");
    check(holes, "elements", "4");
    check(holes, "differing", "0");
    check(holes, "max_abs", "0.0");
    check(holes, "max_abs_at", "[0,0]");
    check(holes, "rms", "0.0");
    check(holes, "cosine", "1.0");
    check(holes, "nan_a", "2");
    check(holes, "nan_b", "2");
    // Vectors without a direction.
    for (String name : List.of("infinite", "nothing", "zeros")) {
      check(rows.get(name), "cosine", "\"NaN\"");
      check(rows.get(name), "rms", "0.0");
    }
    check(rows.get("nothing"), "nan_a", "1");
    // Nothing stands nowhere.
    assertFalse(rows.get("empty").has("max_abs_at"));
    check(rows.get("empty"), "max_abs", "0.0");
    check(rows.get("empty"), "nan_b", "0");
  }

  @Test
  void storedChecksumsTellThatNothingDiffers() {
    Map<String, JsonObject> rows = fields("--quick");
    check(rows.get("holes"), "differing", "0");
    DISTANCES.forEach(field -> assertTrue(rows.get("holes").has(field), field));
    VALUES.forEach(field -> assertFalse(rows.get("holes").has(field), field));
    check(rows.get("changing"), "status", "\"different\"");
    assertFalse(rows.get("changing").has("differing"));
    assertFalse(rows.get("changing").has("max_abs"));
  }

  @Test
  void namesTellNothingOfValues() {
    JsonObject holes = fields("--names-only").get("holes");
    check(holes, "status", "\"identical\"");
    assertFalse(holes.has("differing"));
    assertFalse(holes.has("max_abs"));
  }
}
