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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README shows is what happens. */
final class ReadmeTest {

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
    assertEquals("[10] begins with -0.0013345432\n", output(folder));
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
