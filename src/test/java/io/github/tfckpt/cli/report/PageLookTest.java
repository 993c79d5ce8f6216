package io.github.tfckpt.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages on narrow screens, in the dark, and on paper: those of each kind. */
final class PageLookTest extends BrowsedPage {

  private static final double READABLE = 4.5;

  /** By how much the page is too wide for its window; nothing if it fits. */
  private static final String TOO_WIDE =
      "(() => { const most = document.documentElement.scrollWidth;"
          + " return most <= innerWidth ? '' : most + ' > ' + innerWidth; })()";

  /** Every text that is seen, with its contrast by WCAG to the paper below it. */
  private static final String CONTRASTS =
      """
      (() => {
        const parts = colour => colour.match(/[\\d.]+/g).map(Number);
        const light = ([r, g, b]) => [r, g, b].map(x => x / 255)
          .map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)
          .reduce((sum, x, i) => sum + x * [0.2126, 0.7152, 0.0722][i], 0);
        const below = each => {
          for (let at = each; at; at = at.parentElement) {
            const colour = parts(getComputedStyle(at).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour;
          }
          return [255, 255, 255];
        };
        const contrast = (each, part) => {
          const [a, b] = [light(parts(getComputedStyle(each, part).color)), light(below(each))];
          return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        };
        const hasText = each => [...each.childNodes].some(
          part => part.nodeType === Node.TEXT_NODE && part.textContent.trim());
        return [...document.body.querySelectorAll('*')]
          .filter(each => !each.closest('script, style, svg, option') && hasText(each)
            && each.getClientRects().length)
          .map(each => [each.tagName + '.' + each.className + ' '
            + each.textContent.trim().slice(0, 30), contrast(each)])
          .concat([['placeholder', contrast(document.getElementById('search'), '::placeholder')]]);
      })()
      """;

  private static void setWidth(int width) throws IOException {
    JsonObject size = new JsonObject();
    size.addProperty("width", width);
    size.addProperty("height", 844);
    size.addProperty("deviceScaleFactor", 1);
    size.addProperty("mobile", false);
    browser.send("Emulation.setDeviceMetricsOverride", size);
  }

  /**
   * Shows the page as a medium does.
   *
   * @param medium {@code screen} or {@code print}
   * @param scheme {@code dark} or {@code light}
   */
  private static void setMedia(String medium, String scheme) throws IOException {
    JsonObject feature = new JsonObject();
    feature.addProperty("name", "prefers-color-scheme");
    feature.addProperty("value", scheme);
    JsonArray features = new JsonArray();
    features.add(feature);
    JsonObject media = new JsonObject();
    media.addProperty("media", medium);
    media.add("features", features);
    browser.send("Emulation.setEmulatedMedia", media);
  }

  @AfterEach
  void resetScreen() throws IOException {
    browser.send("Emulation.clearDeviceMetricsOverride", new JsonObject());
    browser.send("Emulation.setEmulatedMedia", new JsonObject());
  }

  @Test
  void checkpoints() throws IOException {
    isSeenEverywhere(5, "testdata/broken/flipped-bit/model.ckpt-7");
    isSeenEverywhere(0, VGG);
  }

  @Test
  void differences() throws IOException {
    isSeenEverywhere(
        0, VGG, "testdata/vgg/frcnn.ckpt-70000", "--map", "vgg_16/*=my/vgg_16/*", "--reshape");
  }

  @Test
  void runs() throws IOException {
    isSeenEverywhere(0, "testdata/runs/saver");
  }

  private void isSeenEverywhere(int code, String... typed) throws IOException {
    setWidth(390);
    setMedia("screen", "light");
    load(code, typed);
    browser.evaluate("document.querySelector('#tensors td.long .link').click()");
    assertEquals("", browser.evaluate(TOO_WIDE).getAsString(), List.of(typed) + " at 390 pixels");
    assertTrue(lightness() > 200, "light paper: " + lightness());
    isReadable("light");
    setMedia("screen", "dark");
    assertTrue(lightness() < 60, "dark paper: " + lightness());
    isReadable("dark");
    setWidth(1280);
    setMedia("print", "light");
    for (String part : List.of("#findings .banner", "#tensors tbody tr", "#tensors thead")) {
      assertTrue(isSeen(part), part + " is not printed");
    }
    assertFalse(isSeen(".controls"), "what is to be clicked is printed");
    String overflow = "getComputedStyle(document.querySelector('.scroll')).overflowX";
    assertEquals("visible", browser.evaluate(overflow).getAsString(), "the table is cut on paper");
  }

  /** The brightest of red, green, and blue of the paper. */
  private static int lightness() throws IOException {
    return browser
        .evaluate(
            "Math.max(...getComputedStyle(document.body).backgroundColor.match(/\\d+/g)"
                + ".slice(0, 3).map(Number))")
        .getAsInt();
  }

  private static void isReadable(String scheme) throws IOException {
    JsonArray texts = browser.evaluate(CONTRASTS).getAsJsonArray();
    assertTrue(texts.size() > 20, scheme + ": texts looked at: " + texts);
    texts.forEach(
        each -> {
          double contrast = each.getAsJsonArray().get(1).getAsDouble();
          assertTrue(contrast >= READABLE, scheme + ": " + each);
        });
  }

  private static boolean isSeen(String selector) throws IOException {
    return browser
        .evaluate(
            "(() => { const it = document.querySelector('"
                + selector
                + "'); return !!it && it.getClientRects().length > 0"
                + " && getComputedStyle(it).visibility === 'visible'; })()")
        .getAsBoolean();
  }
}
