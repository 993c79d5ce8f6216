package io.github.tfckpt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
 * Everything that programs may use says what it is: what the module exports, by javac's doclint.
 */
final class JavadocTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern EXPORT = Pattern.compile("exports ([a-z0-9.]+);");

  /**
   * Tags that would only say again what the sentence has said, and constructors that nobody wrote
   * (newer javac asks for those): nobody has to write them.
   */
  private static final Pattern TAG =
      Pattern.compile("no @(param|return|throws)\\b.*|use of default constructor, .*");

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
  void everyPublicThingHasASentence() throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-implicit:none",
            "-Xdoclint:all/protected",
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
      String message = one.getMessage(Locale.ROOT);
      if (!TAG.matcher(message).matches()) {
        gaps.add(one.getSource() + ":" + one.getLineNumber() + ": " + message);
      }
    }
    assertEquals(List.of(), gaps);
  }
}
