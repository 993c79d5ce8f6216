package io.github.tfckpt.numpy;

import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.Capacity;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The {@code .npy} files in and below a folder, as {@link NpyFolder} writes them. */
public final class NpyFiles {

  private static final int DEEPEST = 100;
  private static final int MOST = Capacity.of(1 << 20, 800);
  private static final int MOST_LOOKED_AT = 10_000;

  private NpyFiles() {}

  /**
   * A file.
   *
   * @param name its path from the folder on, with {@code /}
   */
  record NpyPath(String name, Path path) {}

  /** True if there is one among the first ten thousand paths in and below a folder. */
  public static boolean areBelow(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder, DEEPEST)) {
      return paths.limit(MOST_LOOKED_AT).anyMatch(NpyFiles::isOne);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isOne(Path path) {
    return path.getFileName() != null
        && path.getFileName().toString().endsWith(NumpyFile.SUFFIX)
        && Files.isRegularFile(path);
  }

  /**
   * All of them, in the order of their names; links to folders are not followed.
   *
   * @throws Unsupported if there are more than we keep in memory
   */
  static List<NpyPath> below(Path folder) throws IOException {
    List<NpyPath> found = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder, DEEPEST)) {
      for (Iterator<Path> each = paths.filter(NpyFiles::isOne).iterator(); each.hasNext(); ) {
        if (found.size() == MOST) {
          throw Unsupported.at(
              PathText.of(folder), "more than %d npy files, which do not fit into memory", MOST);
        }
        Path path = each.next();
        String name = folder.relativize(path).toString();
        String separator = folder.getFileSystem().getSeparator();
        found.add(new NpyPath(name.replace(separator, "/"), path));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    found.sort(Comparator.comparing(NpyPath::name));
    return found;
  }
}
