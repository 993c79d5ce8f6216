package io.github.tfckpt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that programs may use says what it is, by javac's doclint, and leads to nothing else:
 * what the module exports.
 */
final class JavadocTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern EXPORT = Pattern.compile("exports ([a-z0-9.]+);");
  private static final Pattern TYPE = Pattern.compile("io\\.github\\.tfckpt\\.[a-z0-9]+");

  /** Java 17 asks them for the parameters that their records have told of. */
  private static final Pattern COMPACT_CONSTRUCTOR = Pattern.compile(" *public \\w+ \\{");

  @TempDir private Path folder;

  private static List<String> exports() throws IOException {
    String module =
        Files.readString(Path.of("src/main/module/module-info.java"), StandardCharsets.UTF_8);
    List<String> packages = new ArrayList<>();
    for (Matcher export = EXPORT.matcher(module); export.find(); ) {
      packages.add(export.group(1));
    }
    assertTrue(packages.contains("io.github.tfckpt.checkpoint"), module);
    return packages;
  }

  private static List<Path> sources(List<String> packages) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String name : packages) {
      try (Stream<Path> files = Files.list(SOURCES.resolve(name.replace('.', '/')))) {
        files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
      }
    }
    return sources;
  }

  @Test
  void nothingIsMissing() throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-implicit:none",
            "-Xdoclint:missing/protected",
            "-Xmaxwarns",
            "10000",
            "-sourcepath",
            SOURCES.toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString());
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      Iterable<? extends JavaFileObject> units =
          files.getJavaFileObjectsFromPaths(sources(exports()));
      assertTrue(javac.getTask(null, files, found, options, null, units).call());
    }
    List<String> gaps = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> one : found.getDiagnostics()) {
      String line = line(one);
      if (!COMPACT_CONSTRUCTOR.matcher(line).matches()) {
        gaps.add(one.getSource() + ": " + one.getMessage(Locale.ROOT) + ": " + line);
      }
    }
    assertEquals(List.of(), gaps);
  }

  /** The line of the source that a finding is about. */
  private static String line(Diagnostic<? extends JavaFileObject> one) throws IOException {
    return one.getSource()
        .getCharContent(true)
        .toString()
        .lines()
        .skip(one.getLineNumber() - 1)
        .findFirst()
        .orElseThrow();
  }

  /** Javac's own lint for this wants all of the sources compiled as modules. */
  @Test
  void whatIsExportedLeadsToNothingThatIsNot() throws Exception {
    List<String> exports = exports();
    List<String> trespasses = new ArrayList<>();
    for (Path file : sources(exports)) {
      String name = SOURCES.relativize(file).toString().replace(File.separatorChar, '.');
      for (String member : members(Class.forName(name.substring(0, name.length() - 5)))) {
        for (Matcher type = TYPE.matcher(member); type.find(); ) {
          if (!exports.contains(type.group())) {
            trespasses.add(member);
          }
        }
      }
    }
    assertEquals(List.of(), trespasses);
  }

  /** All that programs see of a class and of those in it, in words of the language. */
  private static List<String> members(Class<?> type) {
    List<String> members = new ArrayList<>();
    if (Modifier.isPublic(type.getModifiers())) {
      members.add(type.toGenericString() + " is a " + type.getGenericSuperclass());
      members.add(type + " is a " + List.of(type.getGenericInterfaces()));
      Stream.of(type.getMethods()).forEach(each -> members.add(each.toGenericString()));
      Stream.of(type.getFields()).forEach(each -> members.add(each.toGenericString()));
      Stream.of(type.getConstructors()).forEach(each -> members.add(each.toGenericString()));
      Stream.of(type.getDeclaredClasses()).forEach(inner -> members.addAll(members(inner)));
    }
    return members;
  }
}
