package io.github.tfckpt.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Pages of runs as a browser shows them. */
final class RunPageTest extends BrowsedPage {

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
    assertTrue(
        text("#findings .bad").contains("sick/w NaN from step 400, infinite from step 500"),
        text("#findings"));
    assertTrue(text("#findings").contains("2 tensors never changed:frozen/w"), text("#findings"));
    assertEquals(2, browser.evaluate("charts.shown.length").getAsInt());
    assertEquals(4, browser.evaluate("charts.shown[0].data[0].length").getAsInt());
    assertTrue(isPainted(), "no line is drawn");
    type("filter-course", "frozen");
    assertEquals(List.of("frozen/w", "stopped/w"), texts(NAMES));
    browser.evaluate("document.querySelector('#tensors td.long .link').click()");
    String drawn =
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>"
            + " done(document.querySelectorAll('tr.detail canvas').length))))";
    assertEquals(2, browser.evaluate(drawn).getAsInt());
  }

  /** True if the first chart has a pixel of the colour of its first line. */
  private static boolean isPainted() throws IOException {
    return browser
        .evaluate(
            "(() => { const { canvas } = charts.shown[0].ctx;"
                + " const wanted = styleOf('--c0').match(/[0-9a-f]{2}/g).map(x => parseInt(x, 16));"
                + " const got = canvas.getContext('2d')"
                + ".getImageData(0, 0, canvas.width, canvas.height).data;"
                + " for (let i = 0; i < got.length; i += 4)"
                + " if (wanted.every((x, k) => Math.abs(x - got[i + k]) < 9)) return true;"
                + " return false; })()")
        .getAsBoolean();
  }

  /** The sums over a scope, by the page's own script, are those of history. */
  @Test
  void numbersAreThoseOfHistory() throws IOException {
    String run = "testdata/runs/manager";
    load(0, run, "--names", "key");
    JsonObject history =
        JsonParser.parseString(Run.of("history", "--values", "-f", "json", run).out())
            .getAsJsonObject();
    Map<String, JsonObject> rows = new TreeMap<>();
    for (JsonElement row : browser.evaluate("rows").getAsJsonArray()) {
      rows.put(row.getAsJsonObject().get("name").getAsString(), row.getAsJsonObject());
    }
    Map<String, Integer> places = new TreeMap<>();
    for (JsonElement step : history.getAsJsonArray("steps")) {
      places.put(step.getAsJsonObject().get("step").getAsString(), places.size());
    }
    int compared = 0;
    for (JsonElement each : history.getAsJsonArray("values")) {
      JsonObject value = each.getAsJsonObject();
      int at = places.get(value.get("step").getAsString());
      JsonObject row = rows.get(value.get("name").getAsString());
      isNear(value.get("l2"), row.getAsJsonArray("norm").get(at));
      if (value.has("update")) {
        isNear(value.get("update"), row.getAsJsonArray("update").get(at));
        compared++;
      }
    }
    assertTrue(compared > 10, "" + compared);
    String floats = "rows.filter(row => row.dtype.startsWith('float'))";
    JsonArray norms = browser.evaluate("joinedNorm(" + floats + ")").getAsJsonArray();
    JsonArray updates = browser.evaluate("joinedUpdate(" + floats + ")").getAsJsonArray();
    for (JsonElement each : history.getAsJsonArray("totals")) {
      JsonObject total = each.getAsJsonObject();
      if (total.get("scope").getAsString().isEmpty()) {
        int at = places.get(total.get("step").getAsString());
        isNear(total.get("l2"), norms.get(at));
        if (total.has("update")) {
          isNear(total.get("update"), updates.get(at));
        }
      }
    }
  }

  private static void isNear(JsonElement wanted, JsonElement found) {
    double value = wanted.getAsDouble();
    double error = Double.isFinite(value) ? 1e-5 * Math.abs(value) : 0;
    if (found.isJsonNull()) {
      assertFalse(Double.isFinite(value), "a gap stands for " + wanted);
      return;
    }
    assertEquals(value, found.getAsDouble(), error, wanted + " " + found);
  }

  @Test
  void runsSayWhichStepsAreDamaged() throws IOException {
    load(4, "testdata/runs/damaged");
    assertTrue(text("#findings").contains("1 step cannot be read whole:400: "), text("#findings"));
    assertTrue(text("#findings").contains("model.ckpt-800.index.tempstate42"), text("#findings"));
    assertEquals(4, browser.evaluate("data.steps.length").getAsInt());
  }
}
