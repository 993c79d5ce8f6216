package io.github.tfckpt.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The small indexes and V1 files of {@code testdata}, but for those that are broken. */
public final class SmallTables {

  private SmallTables() {}

  /** Those of fewer bytes than {@code most}, always in the same order. */
  public static Stream<Path> below(int most) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("testdata"))) {
      List<Path> tables =
          files
              .filter(file -> file.toString().matches(".*[.](index|ckpt)(-\\d{5}-of-\\d{5})?"))
              .filter(file -> !file.toString().matches(".*(broken|damaged).*"))
              .filter(file -> file.toFile().isFile() && file.toFile().length() < most)
              .sorted()
              .toList();
      return tables.stream();
    }
  }

  /** Copies a table and what lies beside it; gives the copy of the table. */
  public static Path copy(Path file, Path folder) throws IOException {
    try (Stream<Path> beside = Files.list(file.getParent())) {
      for (Path each : beside.filter(Files::isRegularFile).toList()) {
        Files.copy(each, folder.resolve(each.getFileName().toString()));
      }
    }
    return folder.resolve(file.getFileName().toString());
  }
}
