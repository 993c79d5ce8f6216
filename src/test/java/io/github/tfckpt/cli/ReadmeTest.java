package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README and the pages of src/site show is what happens. */
final class ReadmeTest {

  /** A command line: in a table, a sentence or a block, where a backslash continues it. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "`tfckpt ([^`]*)`|^(?:\\$ | {4})?tfckpt ((?:.*\\\\\n)*.*)$|/tfckpt ([^']*/data/[^']*)'",
          Pattern.MULTILINE);

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");

  /** What the pages leave to their reader, and what stands for it here. */
  private static final Map<String, String> READERS =
      Map.of(
          "/data/model.ckpt-7", "testdata/vgg/vgg_16.ckpt",
          "$SLURM_ARRAY_TASK_ID", "1",
          "$SLURM_ARRAY_TASK_COUNT", "16",
          "$((JOB_COMPLETION_INDEX + 1))", "1");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> site = Files.list(Path.of("src/site"))) {
      return Stream.concat(Stream.of(Path.of("README.md")), site)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  private static List<String> commands(Path page) throws IOException {
    List<String> commands = new ArrayList<>();
    for (Matcher found = COMMAND.matcher(Files.readString(page)); found.find(); ) {
      String line = found.group(1) == null ? found.group(2) : found.group(1);
      line = line == null ? found.group(3) : line;
      for (Map.Entry<String, String> each : READERS.entrySet()) {
        line = line.replace(each.getKey(), each.getValue());
      }
      commands.add(line.replaceAll("\\\\?\n *", " "));
    }
    return commands;
  }

  @Test
  void everyCommandLineRuns(@TempDir Path folder) throws IOException {
    List<String> failures = new ArrayList<>();
    int ran = 0;
    for (Path page : pages()) {
      for (String command : commands(page)) {
        List<String> words = TranscriptTest.words(command);
        int output = words.indexOf("-o") + 1;
        if (output > 0) {
          words.set(output, folder.resolve(ran + "-" + words.get(output)).toString());
        }
        Run run = Run.of(words.toArray(new String[0]));
        ran++;
        if (run.code() > 1) {
          failures.add(page + ": " + command + ": " + run.code() + ": " + run.err());
        }
      }
    }
    assertEquals(List.of(), failures);
    assertTrue(ran > 15, "found " + ran);
  }

  /** A link to a file of this repository leads to one. */
  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        if (!Files.exists(page.resolveSibling(link.group(1)))) {
          broken.add(page + ": " + link.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  private static String block(String opening) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Matcher fence =
        Pattern.compile(Pattern.quote(opening) + "\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertTrue(fence.find(), opening);
    return fence.group(1);
  }

  @Test
  void sessionPrintsWhatItShows() throws IOException {
    String session = block("```");
    int end = session.indexOf('\n');
    String line = session.substring("$ tfckpt ".length(), end);
    Run run = Run.of(TranscriptTest.words(line).toArray(new String[0]));
    assertEquals(session.substring(end + 1), run.out());
    assertEquals("", run.err());
  }

  @Test
  void snippetCompilesAndRuns(@TempDir Path folder) throws Exception {
    Path source = folder.resolve("Bias.java");
    Files.writeString(source, block("```java"), StandardCharsets.UTF_8);
    String path = System.getProperty("java.class.path");
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, errors, errors, "-cp", path, "-d", folder.toString(), source.toString());
    assertEquals(0, code, errors.toString(StandardCharsets.UTF_8));
    assertEquals("[10] begins with -0.0013345432\nstep 70000\n", output(folder));
  }

  /** The coordinates are those of this build. */
  @Test
  void coordinatesAreThoseOfThePom() throws IOException {
    String pom = Files.readString(Path.of("pom.xml")).replaceAll("\\s", "");
    String dependency = block("```xml").replaceAll("\\s|</?dependency>", "");
    assertTrue(pom.contains("</modelVersion>" + dependency), dependency);
  }

  private static String output(Path folder) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      Class<?> snippet = loader.loadClass("Bias");
      snippet.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
