package io.github.tfckpt.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.testing.BundleBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Pages of a checkpoint as a browser shows them. */
final class ReportPageTest extends BrowsedPage {

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
    assertEquals(inside.get(1), focused());
    press("Enter");
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

  /** From the address to a tensor and back without a mouse; where the keyboard is can be seen. */
  @Test
  void keysAreEnough() throws IOException {
    load(0, VGG);
    for (int i = 0; i < 20 && !focused().contains("params"); i++) {
      press("Tab");
    }
    assertEquals("vgg_16/  12.7k params", focused());
    String outline = "getComputedStyle(document.activeElement).outline";
    assertTrue(browser.evaluate(outline).getAsString().contains("solid 3px"));
    press("ArrowRight");
    assertEquals("fc6/  6288 params", focused());
    press("Enter");
    assertEquals("all / vgg_16 / fc6", text("#crumbs"));
    press("Escape");
    assertEquals("all / vgg_16", text("#crumbs"));
    press("Escape");
    for (int i = 0; i < 9 && !focused().contains("Tensors"); i++) {
      press("Tab");
    }
    for (int i = 0; i < 30 && browser.evaluate(opened()).getAsInt() == 0; i++) {
      press("Tab");
      if (browser.evaluate("document.activeElement.matches('td .link')").getAsBoolean()) {
        press("Enter");
      }
    }
    assertEquals(1, browser.evaluate(opened()).getAsInt());
    press("Enter");
    assertEquals(0, browser.evaluate(opened()).getAsInt());
  }

  private static String opened() {
    return "document.querySelectorAll('#tensors tr.detail').length";
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

  /** Nothing but what no page can do without. */
  @Test
  void littleIsEnough() throws IOException {
    BundleBuilder strings = new BundleBuilder(folder.resolve("strings"), 1);
    byte[] markup = "<img src=x onerror=1>".getBytes(StandardCharsets.UTF_8);
    strings.addStrings(0, "words", new long[] {2}, List.of(markup, new byte[] {-1, 0}));
    load(0, strings.write().toString());
    assertEquals(List.of("words"), texts(NAMES));
    assertTrue(text("#findings").startsWith("✓ sound"), text("#findings"));
    browser.evaluate("document.querySelector('#tensors td.long .link').click()");
    assertTrue(text("#tensors tr.detail").contains("string"));
    load(0, bundle("one", Map.of("w", new float[] {-3})).toString());
    assertEquals(List.of("w, 1 params, role: weights, [1]"), texts(TILES));
    load(0, bundle("no-elements", Map.of("w", new float[0])).toString());
    assertEquals("Nothing here has any parameters.", text("#map"));
    assertEquals(List.of("w"), texts(NAMES));
    load(0, new BundleBuilder(folder.resolve("empty"), 1).write().toString());
    assertEquals("0 of 0 tensors", text("#count"));
    assertEquals(List.of(), texts(NAMES));
  }

  @Test
  void damageIsOnTop() throws IOException {
    load(5, "testdata/broken/flipped-bit/model.ckpt-7");
    assertTrue(text("#findings .bad").startsWith("✗ damaged; checked"), text("#findings"));
    assertTrue(text("#findings").contains("cannot be read"));
    assertFalse(texts(NAMES).isEmpty());
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
    assertTrue(text("#legend").contains("folded: sums of tensors"), text("#legend"));
    assertEquals(
        12_001,
        browser
            .evaluate(
                "map.root.children.reduce((sum, each) => { const node = d3.hierarchy(each);"
                    + " return foldedBelow(node).reduce((all, fold) => all + fold.tensors,"
                    + " sum + tensorsBelow(node).length); }, 0)")
            .getAsInt());
    type("search", "odd");
    assertEquals(List.of("layer_3/odd"), texts(NAMES));
  }
}
