package io.github.tfckpt.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.Chromium;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages as a browser shows them. */
final class ReportPageTest {

  private static final String VGG = "testdata/vgg/vgg_16.ckpt";

  /** The text of each cell of a column of the table. */
  private static final String NAMES =
      "[...document.querySelectorAll('#tensors td.long .link')].map(each => each.textContent)";

  private static final String TILES =
      "[...document.querySelectorAll('#map .tile')].map(each => each.getAttribute('aria-label'))";

  private static Chromium browser;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Chromium.program().isPresent(), "there is no Chromium: pages are not looked at");
    browser = Chromium.start();
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Whatever a page shows, it loads nothing, runs nothing else, and complains of nothing. */
  @AfterEach
  void isQuiet() {
    assertEquals(List.of(), browser.complaints());
    assertEquals(List.of(), browser.requests());
  }

  /** Makes a page and loads it. */
  private Path load(int code, String... typed) throws IOException {
    Path page = folder.resolve("page.html");
    List<String> words = new ArrayList<>(List.of("report", "-q", "-o", page.toString()));
    words.addAll(List.of(typed));
    Run run = Run.of(words.toArray(String[]::new));
    assertEquals(code, run.code(), run.err());
    browser.load(page);
    return page;
  }

  private static List<String> texts(String expression) throws IOException {
    List<String> texts = new ArrayList<>();
    browser
        .evaluate(expression)
        .getAsJsonArray()
        .forEach(each -> texts.add(each.isJsonNull() ? "" : each.getAsString()));
    return texts;
  }

  private static String text(String selector) throws IOException {
    return browser.evaluate("document.querySelector('" + selector + "').textContent").getAsString();
  }

  private static void type(String id, String text) throws IOException {
    browser.evaluate(
        "(() => { const it = document.getElementById('"
            + id
            + "'); it.value = "
            + new com.google.gson.JsonPrimitive(text)
            + "; it.dispatchEvent(new Event('input')); it.dispatchEvent(new Event('change')); })()");
  }

  private static void press(String key) throws IOException {
    browser.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: '"
            + key
            + "', bubbles: true, cancelable: true})) || true");
  }

  private Path bundle(String name, Map<String, float[]> tensors) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve(name), 1);
    for (Map.Entry<String, float[]> each : tensors.entrySet()) {
      long[] shape = {each.getValue().length};
      bundle.add(0, each.getKey(), DTypes.FLOAT, shape, Samples.floats(each.getValue()));
    }
    return bundle.write();
  }

  @Test
  void numbersAreThoseOfStats() throws IOException {
    load(0, VGG);
    browser.evaluate(
        "document.querySelectorAll('#tensors td.long .link').forEach((each, i) =>"
            + " document.querySelectorAll('#tensors td.long .link')[i].click())");
    JsonArray details =
        browser
            .evaluate(
                "[...document.querySelectorAll('#tensors tr.detail')].map(row =>"
                    + " Object.fromEntries([...row.querySelectorAll('dt')].map(each =>"
                    + " [each.textContent, each.nextSibling.textContent])))")
            .getAsJsonArray();
    JsonArray wanted =
        JsonParser.parseString(Run.of("stats", "-f", "json", "--histogram", "32", VGG).out())
            .getAsJsonObject()
            .getAsJsonArray("tensors");
    assertEquals(34, wanted.size());
    assertEquals(wanted.size(), details.size());
    for (int i = 0; i < wanted.size(); i++) {
      JsonObject stats = wanted.get(i).getAsJsonObject();
      JsonObject shown = details.get(i).getAsJsonObject();
      assertEquals(stats.get("name").getAsString(), shown.get("name").getAsString());
      for (String field : List.of("nan", "inf", "zeros", "min", "max", "mean", "std", "l2")) {
        assertEquals(
            stats.get(field).getAsDouble(), shown.get(field).getAsDouble(), 0, field + " " + shown);
      }
    }
    JsonArray histograms = browser.evaluate("rows.map(row => row.histogram)").getAsJsonArray();
    for (int i = 0; i < wanted.size(); i++) {
      JsonObject whole = wanted.get(i).getAsJsonObject().getAsJsonObject("histogram");
      JsonArray edges = whole.getAsJsonArray("edges");
      JsonArray brief = histograms.get(i).getAsJsonArray();
      assertEquals(edges.get(0), brief.get(0));
      assertEquals(edges.get(edges.size() - 1), brief.get(1));
      assertEquals(whole.get("counts"), brief.get(2));
    }
  }

  @Test
  void searchNarrowsAndFiltersFilter() throws IOException {
    load(0, VGG);
    assertEquals(34, texts(NAMES).size());
    assertEquals("34 of 34 tensors", text("#count"));
    type("search", "CONV1_ weights");
    assertEquals(
        List.of("vgg_16/conv1/conv1_1/weights", "vgg_16/conv1/conv1_2/weights"), texts(NAMES));
    assertEquals("2 of 2 tensors (34 in all)", text("#count"));
    type("search", "fc*/w");
    assertEquals(3, texts(NAMES).size());
    type("search", "");
    type("filter-role", "counters");
    assertEquals(List.of("global_step"), texts(NAMES));
    type("filter-role", "");
    type("filter-dtype", "float32");
    assertEquals(33, texts(NAMES).size());
  }

  @Test
  void headsSortBothWays() throws IOException {
    load(0, VGG);
    String params =
        "[...document.querySelectorAll('#tensors thead button')]"
            + ".find(each => each.textContent.startsWith('Params')).click()";
    browser.evaluate(params);
    List<String> falling = texts(NAMES);
    assertEquals("vgg_16/fc6/weights", falling.get(0));
    assertEquals("global_step", falling.get(33));
    assertEquals("descending", sorted());
    browser.evaluate(params);
    assertEquals("global_step", texts(NAMES).get(0));
    assertEquals("ascending", sorted());
  }

  private static String sorted() throws IOException {
    return browser
        .evaluate("document.querySelector('[aria-sort]').getAttribute('aria-sort')")
        .getAsString();
  }

  @Test
  void tilesZoomAndOpen() throws IOException {
    load(0, VGG);
    List<String> before = texts(TILES);
    assertTrue(before.stream().anyMatch(tile -> tile.startsWith("fc6/  6288 params")), "" + before);
    browser.evaluate(
        "[...document.querySelectorAll('#map .tile')]"
            + ".find(each => each.getAttribute('aria-label').startsWith('conv5_1/')).click()");
    List<String> inside = texts(TILES);
    assertEquals(2, inside.size());
    assertEquals("weights, 576 params, role: weights, [3, 3, 8, 8]", inside.get(0));
    assertEquals("all / vgg_16 / conv5 / conv5_1", text("#crumbs"));
    press("ArrowRight");
    assertEquals(
        inside.get(1),
        browser.evaluate("document.activeElement.getAttribute('aria-label')").getAsString());
    browser.evaluate("document.activeElement.click()");
    assertTrue(text("#tensors tr.detail").contains("vgg_16/conv5/conv5_1/biases"));
    browser.evaluate("document.querySelector('#map .tile').focus()");
    press("Escape");
    press("Escape");
    press("Escape");
    assertEquals(before, texts(TILES));
    type("area", "bytes");
    assertTrue(texts(TILES).stream().anyMatch(tile -> tile.contains("24.6 KiB")));
    type("colour", "standard deviation");
    assertTrue(texts(TILES).stream().anyMatch(tile -> tile.contains("standard deviation: 0.0")));
  }

  /** Names are text, whatever they look like. */
  @Test
  void namesDoNothing() throws IOException {
    String name = "</script><img src=x onerror=\"window.hit=1\"><!--<script>window.hit=1</script>";
    Map<String, float[]> tensors = new TreeMap<>();
    for (String each : List.of(name, "a/" + name + "/b", "\u202e\u0001&lt;", "x".repeat(20_000))) {
      tensors.put(each, new float[] {1, 2, Float.NaN});
    }
    load(0, bundle("hostile", tensors).toString());
    List<String> names = texts(NAMES);
    assertEquals(4, names.size());
    assertTrue(names.contains(name), "" + names);
    assertTrue(names.contains("\\xe2\\x80\\xae\\x01&lt;"), "" + names);
    assertTrue(names.stream().allMatch(shown -> shown.length() < 400), "" + names);
    assertTrue(browser.evaluate("document.querySelector('img')").isJsonNull());
    assertTrue(browser.evaluate("window.hit === undefined").getAsBoolean());
    assertEquals(4, browser.evaluate("document.scripts.length").getAsInt());
  }

  @Test
  void nobodyOverlooksNaN() throws IOException {
    float inf = Float.POSITIVE_INFINITY;
    Map<String, float[]> tensors =
        new TreeMap<>(
            Map.of(
                "big", new float[10],
                "layer/bad", new float[] {1, Float.NaN, inf, -inf},
                "layer/good", new float[] {3}));
    load(0, bundle("odd", tensors).toString());
    assertTrue(text("#findings .bad").startsWith("✗ NaN or infinite values in 1 tensor"));
    assertTrue(text("#findings .bad").contains("layer/bad 1 NaN, 2 infinite"));
    assertTrue(texts(TILES).stream().anyMatch(tile -> tile.contains("⚠ bad: 1 NaN, 2 infinite")));
    browser.evaluate("document.getElementById('flagged').click()");
    assertEquals(List.of("layer/bad"), texts(NAMES));
    browser.evaluate("document.querySelector('#findings .link').click()");
    assertTrue(text("#tensors tr.detail").contains("finite elements alone"));
  }

  @Test
  void damageIsOnTop() throws IOException {
    load(5, "testdata/broken/flipped-bit/model.ckpt-7");
    assertTrue(text("#findings .bad").startsWith("✗ damaged; checked"), text("#findings"));
    assertTrue(text("#findings").contains("cannot be read"));
    assertFalse(texts(NAMES).isEmpty());
  }

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
    type("filter-status", "only_a");
    assertEquals(3, texts(NAMES).size());
    type("filter-status", "");
    browser.evaluate("document.querySelector('#tensors td.long .link').click()");
    assertEquals(
        2, browser.evaluate("document.querySelectorAll('.chart .outline').length").getAsInt());
    assertTrue(texts(TILES).stream().anyMatch(tile -> tile.contains("only in B")));
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

  /** The curves of a run have the numbers that numpy has, to six digits. */
  @Test
  void runsHaveCurves() throws IOException {
    load(0, "testdata/runs/saver");
    JsonObject wanted =
        JsonParser.parseString(Files.readString(Path.of("testdata/runs/history.json")))
            .getAsJsonObject()
            .getAsJsonObject("saver")
            .getAsJsonObject("tensors");
    JsonArray rows = browser.evaluate("rows").getAsJsonArray();
    // Of the step counter numpy was not asked.
    assertEquals(wanted.size() + 1, rows.size());
    for (JsonElement each : rows) {
      JsonObject row = each.getAsJsonObject();
      String name = row.get("name").getAsString();
      JsonArray steps = wanted.has(name) ? wanted.getAsJsonArray(name) : new JsonArray();
      for (int i = 0; i < steps.size(); i++) {
        JsonObject step = steps.get(i).getAsJsonObject();
        isNear(step.get("l2"), row.getAsJsonArray("norm").get(i));
        if (step.has("update") && !"NaN".equals(step.get("update").getAsString())) {
          isNear(step.get("update"), row.getAsJsonArray("update").get(i));
        }
      }
    }
    assertTrue(text("#findings .bad").contains("sick/w NaN since step 400"), text("#findings"));
    assertTrue(text("#findings").contains("2 tensors never changed:frozen/w"), text("#findings"));
    assertEquals(2, browser.evaluate("charts.shown.length").getAsInt());
    assertEquals(4, browser.evaluate("charts.shown[0].data[0].length").getAsInt());
    type("filter-course", "frozen");
    assertEquals(List.of("frozen/w", "stopped/w"), texts(NAMES));
    browser.evaluate("document.querySelector('#tensors td.long .link').click()");
    String drawn =
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>"
            + " done(document.querySelectorAll('tr.detail canvas').length))))";
    assertEquals(2, browser.evaluate(drawn).getAsInt());
  }

  private static void isNear(JsonElement wanted, JsonElement found) {
    double value = wanted.getAsDouble();
    double error = Double.isFinite(value) ? 1e-5 * Math.abs(value) : 0;
    assertEquals(value, found.getAsDouble(), error, wanted + " " + found);
  }

  @Test
  void runsSayWhichStepsAreDamaged() throws IOException {
    load(4, "testdata/runs/damaged");
    assertTrue(text("#findings").contains("1 step cannot be read whole:400: "), text("#findings"));
    assertTrue(text("#findings").contains("model.ckpt-800.index.tempstate42"), text("#findings"));
    assertEquals(4, browser.evaluate("data.steps.length").getAsInt());
  }

  /** Of many tensors the largest are shown, and those with NaN; sums stand for the others. */
  @Test
  void manyTensorsAreFolded() throws IOException {
    Map<String, float[]> tensors = new TreeMap<>();
    for (int i = 0; i < 12_000; i++) {
      tensors.put("layer_" + i % 30 + "/part_" + i / 30 + "/w", new float[i % 7 + 1]);
    }
    tensors.put("layer_3/odd", new float[] {Float.NaN});
    Path page = load(0, bundle("many", tensors).toString());
    assertTrue(Files.size(page) < 10_000_000, "" + Files.size(page));
    assertEquals(10_001, browser.evaluate("rows.length").getAsInt());
    assertEquals("200 of 10,001 tensors", text("#count"));
    assertTrue(text("#findings").contains("2,000 of 12,001 tensors are folded by scope"));
    assertEquals(
        2000,
        browser.evaluate("data.folded.reduce((sum, each) => sum + each.tensors, 0)").getAsInt());
    type("search", "odd");
    assertEquals(List.of("layer_3/odd"), texts(NAMES));
  }
}
