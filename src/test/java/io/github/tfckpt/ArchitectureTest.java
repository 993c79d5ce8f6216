package io.github.tfckpt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The law of imports: which package may know which, read from the sources. */
final class ArchitectureTest {

  private static final Path SOURCES = Path.of("src/main/java/io/github/tfckpt");

  /**
   * What each package imports, from the roof down: of ours by its full name below the root package,
   * of libraries by the name in parentheses. A package imports only what stands below it. A line
   * without a colon goes on with the one above.
   */
  private static final String LAW =
      """
      cli         : cli.list cli.info cli.dump cli.digest cli.diff cli.objects cli.find
                    cli.stats cli.verify cli.export cli.report cli.history cli.shell cli.common
                    cli.part (picocli)
      cli.list    : cli.common inspect checkpoint render entry tensor checksum (picocli)
      cli.info    : cli.records cli.common inspect checkpoint render entry (picocli)
      cli.dump    : cli.common cli.part inspect checkpoint numpy render archive name entry tensor
                    (picocli)
      cli.digest  : cli.common cli.part inspect checkpoint render name entry tensor work io (picocli)
      cli.diff    : cli.records cli.pairs cli.common match diff verify inspect checkpoint change
                    render entry tensor io (picocli)
      cli.objects : cli.common objects checkpoint render entry io (picocli)
      cli.find    : cli.common search inspect objects checkpoint render entry io (picocli)
      cli.stats   : cli.records cli.common stats verify inspect checkpoint render entry tensor io
                    (picocli)
      cli.verify  : cli.records cli.common verify checkpoint render check (picocli)
      cli.export  : cli.common cli.part verify inspect checkpoint change numpy safetensors tf.bundle
                    archive name store entry tensor work io (picocli)
      cli.report  : cli.records cli.pairs cli.runs cli.common report history diff stats verify
                    inspect checkpoint change render entry io (picocli)
      cli.history : cli.runs cli.common history diff stats verify inspect checkpoint render name entry
                    tensor io (picocli)
      cli.shell   : cli.common (picocli)
      cli.records : cli.common diff stats verify inspect checkpoint render check entry io
      cli.pairs   : cli.common diff inspect checkpoint change name entry tensor io (picocli)
      cli.runs    : cli.common history inspect checkpoint name entry
      cli.common  : cli.part verify inspect checkpoint change render name entry packed source io
                    (picocli) (progressbar)
      cli.part    :
      report      : render
      match       : diff inspect checkpoint change name entry tensor work checksum io
      history     : diff stats inspect checkpoint entry work io
      diff        : inspect checkpoint change name entry tensor work checksum io
      stats       : checkpoint entry tensor work checksum io
      verify      : checkpoint check work checksum source io
      search      : objects name entry tensor checksum io
      objects     : entry io
      inspect     : checkpoint name entry tensor work io
      checkpoint  : change tf.bundle tf.v1 tf.graph numpy safetensors hdf5 name store check entry
                    tensor checksum packed source io
      change      : name tensor source io
      render      : archive text tensor work source io (fastcsv) (jackson)
      text        : tensor source io (jackson)
      name        : store entry work io (re2j)
      tf.bundle   : archive store table check entry tensor work checksum source io (protobuf)
      tf.v1       : store table check entry tensor checksum source io (protobuf)
      tf.graph    : store check entry tensor source io
      hdf5        : store check entry tensor packed source io (jackson)
      numpy       : archive store check entry tensor packed source io
      safetensors : archive store check entry tensor source io (jackson)
      archive     : tensor io
      store       : check entry tensor source io (protobuf) (jackson)
      table       : check checksum source io (snappy)
      check       : checksum io
      entry       : tensor io
      tensor      : checksum io
      work        :
      checksum    : io
      packed      : source io
      source      : io
      io          :
      """;

  /** The libraries that the law names, by the package that their classes are in. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "com.google.protobuf", "(protobuf)",
          "com.google.re2j", "(re2j)",
          "org.xerial.snappy", "(snappy)",
          "com.fasterxml.jackson", "(jackson)",
          "de.siegmar.fastcsv", "(fastcsv)",
          "me.tongfei.progressbar", "(progressbar)",
          "picocli", "(picocli)");

  private static final Pattern NAMED = Pattern.compile("\\b((?:[a-z][a-z0-9]*\\.)+)(?:[A-Z]|\\*)");
  private static final String ROOT = "io.github.tfckpt.";
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
  private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\\n])*\"");
  private static final Pattern VAGUE = Pattern.compile(".*(Utils?|Helpers?|Manager|Impl)\\.java");
  private static final Pattern PRINTS =
      Pattern.compile("System\\s*\\.\\s*(out|err|exit|console)|printStackTrace\\(\\s*\\)");
  private static final int MOST_FILES = 32;

  @Test
  void everyPackageImportsWhatTheLawGrantsAndNothingElse() throws IOException {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (Path file : sources()) {
      arrows.computeIfAbsent(packageOf(file), p -> new TreeSet<>()).addAll(imports(file));
    }
    arrows.remove("");
    assertEquals(text(law()), text(arrows));
  }

  @Test
  void everyArrowOfTheLawPointsDown() {
    List<String> floors = List.copyOf(law().keySet());
    List<String> upward = new ArrayList<>();
    law()
        .forEach(
            (room, imports) -> {
              for (String used : imports) {
                if (!used.startsWith("(") && floors.indexOf(used) <= floors.indexOf(room)) {
                  upward.add(room + " imports " + used);
                }
              }
            });
    assertEquals(List.of(), upward);
  }

  @Test
  void printingAndExitingIsForTheCommandLine() throws IOException {
    List<String> trespasses = new ArrayList<>();
    for (Path file : sources()) {
      Matcher matcher = PRINTS.matcher(code(file));
      if (!packageOf(file).matches("cli(\\..*)?") && matcher.find()) {
        trespasses.add(file + ": " + matcher.group());
      }
    }
    assertEquals(List.of(), trespasses);
  }

  @Test
  void roomsAreSmall() throws IOException {
    Map<String, Integer> files = new TreeMap<>();
    for (Path file : sources()) {
      files.merge(packageOf(file), 1, Integer::sum);
    }
    files.values().removeIf(count -> count <= MOST_FILES);
    assertEquals(Map.of(), files, "packages of more than " + MOST_FILES + " files");
  }

  @Test
  void namesSayWhatAClassIs() throws IOException {
    List<Path> vague =
        javaFiles(Path.of("src")).stream()
            .filter(file -> VAGUE.matcher(file.toString()).matches())
            .toList();
    assertEquals(List.of(), vague);
  }

  /** The law by package, in the order of its lines. */
  private static Map<String, Set<String>> law() {
    Map<String, Set<String>> law = new LinkedHashMap<>();
    String room = "";
    for (String line : LAW.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon >= 0) {
        room = line.substring(0, colon).strip();
      }
      Set<String> imports = law.computeIfAbsent(room, r -> new TreeSet<>());
      imports.addAll(List.of(line.substring(colon + 1).strip().split(" +")));
      imports.remove("");
    }
    return law;
  }

  private static String text(Map<String, Set<String>> arrows) {
    return new TreeMap<>(arrows)
        .entrySet().stream()
            .map(room -> room.getKey() + ": " + String.join(" ", new TreeSet<>(room.getValue())))
            .collect(Collectors.joining("\n"));
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

  /** The package of a file, below the root package; empty for the root package itself. */
  private static String packageOf(Path file) {
    Path inside = SOURCES.relativize(file).getParent();
    return inside == null ? "" : inside.toString().replace(File.separatorChar, '.');
  }

  /** What a file names of other packages and of libraries, in imports or in full. */
  private static Set<String> imports(Path file) throws IOException {
    Set<String> used = new TreeSet<>();
    Matcher matcher = NAMED.matcher(code(file));
    while (matcher.find()) {
      String named = matcher.group(1);
      if (named.startsWith(ROOT)) {
        used.add(named.substring(ROOT.length(), named.length() - 1));
      }
      LIBRARIES.forEach(
          (prefix, library) -> {
            if (named.startsWith(prefix + ".")) {
              used.add(library);
            }
          });
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
