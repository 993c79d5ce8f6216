package io.github.tfckpt.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What lies in a directory, by name. */
public final class Directory {

  private Directory() {}

  /**
   * The paths whose last name is accepted, in no order.
   *
   * @param most how many names are looked at, wanted or not
   * @throws IOException if the directory cannot be read, or not to its end
   */
  public static List<Path> paths(Path directory, long most, Predicate<String> wanted)
      throws IOException {
    List<Path> chosen = new ArrayList<>();
    long looked = 0;
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        if (++looked > most) {
          break;
        }
        if (wanted.test(path.getFileName().toString())) {
          chosen.add(path);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return chosen;
  }
}
