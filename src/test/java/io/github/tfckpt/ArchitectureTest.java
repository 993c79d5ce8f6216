package io.github.tfckpt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The law of imports: which package may know which, read from the sources. */
final class ArchitectureTest {

  private static final Path SOURCES = Path.of("src/main/java/io/github/tfckpt");
  private static final String PROTOBUF = "protobuf";

  /** What each package may import, of ours and of protobuf. */
  private static final Map<String, Set<String>> LAW =
      Map.ofEntries(
          Map.entry("", Set.of()),
          Map.entry("io", Set.of()),
          Map.entry("source", Set.of("io")),
          Map.entry("check", Set.of("source", "io")),
          Map.entry("table", Set.of("check", "source", "io")),
          Map.entry("tensor", Set.of("source", "io")),
          Map.entry("entry", Set.of("tensor", "io")),
          Map.entry("store", Set.of("entry", "check", "tensor", "source", "io", PROTOBUF)),
          Map.entry(
              "bundle",
              Set.of("check", "source", "io", "table", "tensor", "entry", "store", PROTOBUF)),
          Map.entry(
              "v1", Set.of("check", "source", "io", "table", "tensor", "entry", "store", PROTOBUF)),
          Map.entry("graph", Set.of("check", "source", "io", "tensor", "entry", "store")),
          Map.entry(
              "checkpoint",
              Set.of("bundle", "v1", "graph", "store", "entry", "check", "tensor", "source", "io")),
          Map.entry("inspect", Set.of("checkpoint", "entry", "store", "tensor", "source", "io")),
          Map.entry("objects", Set.of("entry", "tensor", "io")),
          Map.entry("search", Set.of("inspect", "objects", "entry", "tensor", "io")),
          Map.entry("diff", Set.of("inspect", "checkpoint", "entry", "tensor", "source", "io")),
          Map.entry("stats", Set.of("checkpoint", "entry", "tensor", "source", "io")),
          Map.entry("verify", Set.of("checkpoint", "check", "source", "io")),
          Map.entry("text", Set.of("tensor", "source", "io")),
          Map.entry("render", Set.of("text", "tensor", "source", "io")),
          Map.entry("export", Set.of("text", "tensor", "source", "io")),
          Map.entry(
              "cli",
              Set.of(
                  "checkpoint",
                  "bundle",
                  "v1",
                  "entry",
                  "inspect",
                  "objects",
                  "search",
                  "diff",
                  "stats",
                  "verify",
                  "check",
                  "text",
                  "render",
                  "export",
                  "tensor",
                  "source",
                  "io")));

  private static final Pattern OURS =
      Pattern.compile("\\bio\\.github\\.tfckpt\\.([a-z0-9]+)\\.[A-Z*]");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
  private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\\n])*\"");
  private static final Pattern VAGUE = Pattern.compile(".*(Utils?|Helpers?|Manager|Impl)\\.java");
  private static final Pattern PRINTS =
      Pattern.compile("System\\s*\\.\\s*(out|err|exit|console)|printStackTrace\\(\\s*\\)");
  private static final int MOST_LINES = 250;

  @Test
  void onlyTheArrowsOfTheLaw() throws IOException {
    List<String> trespasses = new ArrayList<>();
    for (Path file : sources()) {
      Set<String> allowed = LAW.get(packageOf(file));
      assertTrue(allowed != null, () -> "no law for the package of " + file);
      for (String used : imports(file)) {
        if (!allowed.contains(used)) {
          trespasses.add(file + " imports " + used);
        }
      }
    }
    assertEquals(List.of(), trespasses);
  }

  @Test
  void noPackageCircle() throws IOException {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (Path file : sources()) {
      arrows.computeIfAbsent(packageOf(file), p -> new TreeSet<>()).addAll(imports(file));
    }
    boolean shrunk = true;
    while (shrunk) {
      shrunk =
          arrows.entrySet().removeIf(e -> e.getValue().stream().noneMatch(arrows::containsKey));
    }
    assertEquals(Map.of(), arrows, "these packages import each other in a circle");
  }

  @Test
  void printingAndExitingIsForTheCommandLine() throws IOException {
    List<String> trespasses = new ArrayList<>();
    for (Path file : sources()) {
      Matcher matcher = PRINTS.matcher(code(file));
      if (!packageOf(file).equals("cli") && matcher.find()) {
        trespasses.add(file + ": " + matcher.group());
      }
    }
    assertEquals(List.of(), trespasses);
  }

  @Test
  void roomsAreSmall() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path root : List.of(Path.of("src"), Path.of("testdata"))) {
      for (Path file : javaFiles(root)) {
        int lines = Files.readAllLines(file, StandardCharsets.UTF_8).size();
        if (lines > MOST_LINES) {
          tooLong.add(file + " has " + lines + " lines, at most " + MOST_LINES + " are allowed");
        }
      }
    }
    assertEquals(List.of(), tooLong);
  }

  @Test
  void namesSayWhatAClassIs() throws IOException {
    List<Path> vague =
        javaFiles(Path.of("src")).stream()
            .filter(file -> VAGUE.matcher(file.toString()).matches())
            .toList();
    assertEquals(List.of(), vague);
  }

  @Test
  void theLawItselfHasNoCircle() {
    Map<String, Set<String>> rest = new TreeMap<>(LAW);
    boolean shrunk = true;
    while (shrunk) {
      shrunk = rest.entrySet().removeIf(e -> e.getValue().stream().noneMatch(rest::containsKey));
    }
    assertEquals(Map.of(), rest);
  }

  private static List<Path> sources() throws IOException {
    List<Path> files = javaFiles(SOURCES);
    assertTrue(files.size() > 10, "run from the root of the project");
    return files;
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static String packageOf(Path file) {
    Path inside = SOURCES.relativize(file);
    return inside.getNameCount() == 1 ? "" : inside.getName(0).toString();
  }

  /** Other packages that a file names, in imports or in full. */
  private static Set<String> imports(Path file) throws IOException {
    Set<String> used = new TreeSet<>();
    String code = code(file);
    Matcher matcher = OURS.matcher(code);
    while (matcher.find()) {
      used.add(matcher.group(1));
    }
    if (code.contains("com.google.protobuf")) {
      used.add(PROTOBUF);
    }
    used.remove(packageOf(file));
    return used;
  }

  /** A file without its comments and string literals. */
  private static String code(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    String bare = LITERAL.matcher(text).replaceAll("\"\"");
    return COMMENT.matcher(bare).replaceAll(" ");
  }
}
