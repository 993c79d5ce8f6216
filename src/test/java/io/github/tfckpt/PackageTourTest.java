package io.github.tfckpt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tours of the packages are of today: their code compiles, and the root's has every package.
 */
final class PackageTourTest {

  private static final Path SOURCES = Path.of("src/main/java");

  private static final Path ROOT = SOURCES.resolve("io/github/tfckpt");

  private static final Pattern SNIPPET =
      Pattern.compile("<pre>\\{@code\n(.*?)\n \\* \\}</pre>", Pattern.DOTALL);

  /** What snippets use without saying where it comes from. */
  private static final String GIVEN =
      """
      import io.github.tfckpt.checkpoint.*;
      import io.github.tfckpt.entry.*;
      import io.github.tfckpt.io.*;
      import io.github.tfckpt.objects.*;
      import io.github.tfckpt.source.*;
      import io.github.tfckpt.tensor.*;
      import java.io.InputStream;
      import java.nio.ByteBuffer;
      import java.nio.file.Path;
      import java.util.*;
      import java.util.function.Predicate;

      abstract class %s {
        Checkpoint checkpoint;
        Checkpoint a;
        Checkpoint b;
        Tensor tensor;
        List<TensorEntry> entries;
        FullNames names;
        Optional<ObjectTree> tree;
        Predicate<TensorEntry> isWeight;
        Path path;

        abstract void use(Object... found);

        abstract void log(String message);

        void show() throws Exception {
      %s
        }
      }
      """;

  @Test
  void everySnippetCompiles(@TempDir Path folder) throws IOException {
    List<Path> tours;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      tours = files.filter(file -> file.endsWith("package-info.java")).sorted().toList();
    }
    List<String> arguments =
        new ArrayList<>(
            List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder + ""));
    int count = 0;
    for (Path tour : tours) {
      String name = SOURCES.relativize(tour.getParent()).toString().replace('/', '.');
      Matcher snippet = SNIPPET.matcher(Files.readString(tour));
      while (snippet.find()) {
        String type = "Snippet" + count++;
        String body = snippet.group(1).replaceAll("(?m)^ \\*", "");
        Path source = folder.resolve(type + ".java");
        Files.writeString(source, "package " + name + ";\n" + GIVEN.formatted(type, body));
        arguments.add(source.toString());
      }
    }
    assertTrue(count > 8, "found " + count);
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    ToolProvider.getSystemJavaCompiler()
        .run(null, errors, errors, arguments.toArray(String[]::new));
    assertEquals("", errors.toString(StandardCharsets.UTF_8));
  }

  /** A package of a command is one of many; all others are drawn where they stand. */
  @Test
  void everyPackageIsInTheTourOfTheRoot() throws IOException {
    String tour = Files.readString(ROOT.resolve("package-info.java"));
    List<String> missing = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(each -> each.endsWith("package-info.java")).toList()) {
        String name = ROOT.relativize(file.getParent()).toString().replace('/', '.');
        if (!holdsCommand(file.getParent())
            && !tour.matches("(?s).*[ .]" + Pattern.quote(name) + "[ ,\n].*")) {
          missing.add(name);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  private static boolean holdsCommand(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith("Command.java"));
    }
  }
}
