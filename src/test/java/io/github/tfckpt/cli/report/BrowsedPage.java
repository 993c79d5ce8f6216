package io.github.tfckpt.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.Chromium;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of pages in a browser. */
abstract class BrowsedPage {

  static final String VGG = "testdata/vgg/vgg_16.ckpt";

  /** The text of each cell of a column of the table. */
  static final String NAMES =
      "[...document.querySelectorAll('#tensors td.long .link')].map(each => each.textContent)";

  static final String TILES =
      "[...document.querySelectorAll('#map .tile')].map(each => each.getAttribute('aria-label'))";

  static Chromium browser;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Chromium.program().isPresent(), "there is no Chromium: pages are not looked at");
    browser = Chromium.start();
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
      browser = null;
    }
  }

  /** Whatever a page shows, it loads nothing, runs nothing else, and complains of nothing. */
  @AfterEach
  void isQuiet() {
    assertEquals(List.of(), browser.complaints());
    assertEquals(List.of(), browser.requests());
  }

  /** Makes a page and loads it. */
  Path load(int code, String... typed) throws IOException {
    Path page = folder.resolve("page.html");
    List<String> words = new ArrayList<>(List.of("report", "-q", "-o", page.toString()));
    words.addAll(List.of(typed));
    Run run = Run.of(words.toArray(String[]::new));
    assertEquals(code, run.code(), run.err());
    browser.load(page);
    return page;
  }

  static List<String> texts(String expression) throws IOException {
    List<String> texts = new ArrayList<>();
    browser
        .evaluate(expression)
        .getAsJsonArray()
        .forEach(each -> texts.add(each.isJsonNull() ? "" : each.getAsString()));
    return texts;
  }

  static String text(String selector) throws IOException {
    return browser.evaluate("document.querySelector('" + selector + "').textContent").getAsString();
  }

  static void type(String id, String text) throws IOException {
    browser.evaluate(
        "(() => { const it = document.getElementById('"
            + id
            + "'); it.value = "
            + new JsonPrimitive(text)
            + "; it.dispatchEvent(new Event('input')); it.dispatchEvent(new Event('change')); })()");
  }

  /** Presses a key as a hand does: the browser does with it what it does with any. */
  static void press(String key) throws IOException {
    JsonObject event = new JsonObject();
    event.addProperty("type", "keyDown");
    event.addProperty("key", key);
    event.addProperty("code", key);
    int code =
        switch (key) {
          case "Tab" -> 9;
          case "Enter" -> 13;
          case "Escape" -> 27;
          case "ArrowRight" -> 39;
          default -> throw new IllegalArgumentException(key);
        };
    event.addProperty("windowsVirtualKeyCode", code);
    if (key.equals("Enter")) {
      event.addProperty("text", "\r");
    }
    browser.send("Input.dispatchKeyEvent", event);
    event.addProperty("type", "keyUp");
    event.remove("text");
    browser.send("Input.dispatchKeyEvent", event);
  }

  /** What is said of the element that has the keyboard. */
  static String focused() throws IOException {
    return browser
        .evaluate("document.activeElement.getAttribute('aria-label') || ''")
        .getAsString();
  }

  Path bundle(String name, Map<String, float[]> tensors) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve(name), 1);
    for (Map.Entry<String, float[]> each : tensors.entrySet()) {
      long[] shape = {each.getValue().length};
      bundle.add(0, each.getKey(), DTypes.FLOAT, shape, Samples.floats(each.getValue()));
    }
    return bundle.write();
  }
}
