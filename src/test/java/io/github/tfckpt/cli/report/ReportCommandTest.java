package io.github.tfckpt.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Main;
import io.github.tfckpt.cli.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command apart from its pages, which ReportPageTest looks at. */
final class ReportCommandTest {

  private static final String VGG = "testdata/vgg/vgg_16.ckpt";

  @TempDir private Path folder;

  @Test
  void writesAFileOrStandardOutputAndSaysNothing() throws IOException {
    Path page = folder.resolve("page.html");
    Run file = Run.of("report", VGG, "-o", page.toString());
    Run stream = Run.of("report", VGG, "-o", "-");
    assertEquals(0, file.code(), file.err());
    assertEquals("", file.out() + file.err() + stream.err());
    assertEquals(Files.readString(page), stream.out());
    assertFalse(Files.exists(Path.of("-")));
  }

  /** Everything that a browser could load is in the page, and the policy names each script. */
  @Test
  void isWholeAndHasAPolicy() {
    String page = Run.of("report", VGG, "-o", "-").out();
    Matcher policy =
        Pattern.compile(
                "content=\"default-src 'none'; script-src( 'sha256-\\S+'){3};"
                    + " style-src( 'sha256-\\S+'){2}; img-src data:; base-uri 'none'; form-action 'none'\"")
            .matcher(page);
    assertTrue(policy.find(), page.substring(0, 800));
    assertFalse(
        Pattern.compile("<(?:script|img|iframe|object|embed|form)[^>]* src=").matcher(page).find());
    assertFalse(page.contains("@POLICY@") || page.contains("@DATA@") || page.contains("@import"));
    assertEquals(4, page.split("</script", -1).length - 1);
    assertTrue(page.endsWith("</html>\n"));
  }

  private static JsonObject data(String... typed) {
    String page = Run.of(typed).out();
    int start = page.indexOf("id=\"data\">") + "id=\"data\">".length();
    String json = page.substring(start, page.indexOf("</script>", start));
    return JsonParser.parseString(json).getAsJsonObject();
  }

  @Test
  void dataIsADocument() {
    JsonObject data = data("report", VGG, "--role", "counters", "-o", "-");
    assertEquals("tfckpt/report/1", data.get("schema").getAsString());
    assertEquals(1, data.getAsJsonArray("tensors").size());
  }

  /** The script of the page knows no measure by itself. */
  @Test
  void measuresAreThoseOfStats() {
    String rows = Run.of("stats", "-f", "jsonl", VGG).out();
    JsonObject stats =
        JsonParser.parseString(rows.lines().findFirst().orElseThrow()).getAsJsonObject();
    for (String[] typed : new String[][] {{VGG}, {VGG, "testdata/vgg/frcnn.ckpt-70000"}}) {
      List<String> words = new ArrayList<>(List.of("report", "-o", "-"));
      words.addAll(List.of(typed));
      JsonArray measures = data(words.toArray(String[]::new)).getAsJsonArray("measures");
      assertEquals("[\"min\",\"max\",\"mean\",\"std\",\"l2\"]", measures.toString());
      measures.forEach(measure -> assertTrue(stats.has(measure.getAsString())));
    }
  }

  /** A directory of several checkpoints is a run, but for one of its steps. */
  @Test
  void runsAreFoundAsHistoryFindsThem() {
    assertTrue(
        Run.of("report", "testdata/runs/saver", "-o", "-").out().contains("\"kind\":\"run\""));
    assertTrue(
        Run.of("report", "testdata/runs/v1/model.ckpt-?0", "-o", "-")
            .out()
            .contains("\"kind\":\"run\""));
    assertTrue(
        Run.of("report", "testdata/runs/saver", "--step", "400", "-o", "-")
            .out()
            .contains("\"kind\":\"checkpoint\""));
    assertTrue(
        Run.of("report", "testdata/vgg/vgg_16.ckpt", "-o", "-")
            .out()
            .contains("\"kind\":\"checkpoint\""));
  }

  /** What a shell makes of {@code model.ckpt-400*} is one checkpoint; of {@code *} it is none. */
  @Test
  void filesOfOneCheckpointAreOne() {
    String prefix = "testdata/runs/saver/model.ckpt-";
    String data = ".data-00000-of-00001";
    Run one = Run.of("report", prefix + "400" + data, prefix + "400.index", "-o", "-");
    assertTrue(one.out().contains("\"kind\":\"checkpoint\""), one.err());
    Run two =
        Run.of(
            "report",
            prefix + "400" + data,
            prefix + "400.index",
            prefix + "500" + data,
            prefix + "500.index",
            "-o",
            "-");
    assertTrue(two.out().contains("\"kind\":\"diff\""), two.err());
    Run three =
        Run.of(
            "report", prefix + "300.index", prefix + "400.index", prefix + "500.index", "-o", "-");
    assertEquals(2, three.code());
    assertTrue(three.err().contains("one argument too many: '" + prefix + "500.index'"));
    assertTrue(three.err().contains("put the glob in quotes"), three.err());
  }

  @Test
  void browserIsThatOfTheSystem() {
    Path page = Path.of("/pages/a b.html");
    assertEquals(List.of("open", "/pages/a b.html"), Browser.command(page, "Mac OS X", Map.of()));
    assertEquals(
        List.of("xdg-open", "/pages/a b.html"),
        Browser.command(page, "Linux", Map.of("DISPLAY", ":0")));
    assertEquals(List.of(), Browser.command(page, "Linux", Map.of("DISPLAY", "")));
    assertEquals("rundll32", Browser.command(page, "Windows 11", Map.of()).get(0));
  }

  /** The page is written all the same: without a screen, and where the screen has no browser. */
  @ParameterizedTest
  @ValueSource(strings = {"", ":0"})
  void pageIsWrittenWhereThereIsNoBrowser(String display) throws Exception {
    assumeFalse(System.getProperty("os.name").matches("(Mac|Windows).*"), "has a browser always");
    Path page = folder.resolve("page.html");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "report",
            "testdata/vgg/vgg_16.ckpt",
            "-o",
            page.toString(),
            "--open");
    builder.environment().keySet().removeAll(Set.of("WAYLAND_DISPLAY", "BROWSER"));
    builder.environment().put("DISPLAY", display);
    builder.environment().put("PATH", folder.toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("no browser found to open " + page + "\n"), said);
    assertTrue(Files.readString(page).contains("\"kind\":\"checkpoint\""));
  }
}
