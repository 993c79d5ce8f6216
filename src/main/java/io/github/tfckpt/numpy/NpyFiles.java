package io.github.tfckpt.numpy;

import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.Capacity;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The {@code .npy} files in and below a folder, as {@link NpyFolder} writes them. */
public final class NpyFiles {

  private static final int DEEPEST = 100;
  private static final int MOST = Capacity.of(1 << 20, 800);
  private static final int MOST_LOOKED_AT = 10_000;

  /** A folder in which an export is still at work, or was killed: {@code cli.part.PartPlace}. */
  private static final Pattern UNFINISHED =
      Pattern.compile("[.].*[.][0-9a-f]{8}-[0-9a-f]{8}[.]part", Pattern.DOTALL);

  private NpyFiles() {}

  /**
   * A file.
   *
   * @param name its path from the folder on, with {@code /}
   */
  record NpyPath(String name, Path path) {}

  /**
   * True if there is one among the first ten thousand paths in and below a folder, but for what is
   * not whole yet.
   */
  public static boolean areBelow(Path folder) throws IOException {
    Walk walk = new Walk(folder, MOST_LOOKED_AT, 1);
    return !walk.found.isEmpty();
  }

  /**
   * All of them, in the order of their names; links to folders are not followed, and what is not
   * whole yet is left out.
   *
   * @throws Unsupported if there are more than we keep in memory
   */
  static List<NpyPath> below(Path folder) throws IOException {
    Walk walk = new Walk(folder, Long.MAX_VALUE, MOST + 1);
    if (walk.found.size() > MOST) {
      throw Unsupported.at(
          PathText.of(folder), "more than %d npy files, which do not fit into memory", MOST);
    }
    String separator = folder.getFileSystem().getSeparator();
    List<NpyPath> found = new ArrayList<>();
    for (Path path : walk.found) {
      found.add(new NpyPath(folder.relativize(path).toString().replace(separator, "/"), path));
    }
    found.sort(Comparator.comparing(NpyPath::name));
    return found;
  }

  /** Collects files until it has seen or found enough. */
  private static final class Walk extends SimpleFileVisitor<Path> {
    private final List<Path> found = new ArrayList<>();
    private final Path top;
    private final int enough;
    private long left;

    Walk(Path top, long mostLookedAt, int enough) throws IOException {
      this.top = top;
      this.left = mostLookedAt;
      this.enough = enough;
      Files.walkFileTree(top, Set.of(), DEEPEST, this);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean isWhole =
          folder.equals(top) || !UNFINISHED.matcher(folder.getFileName().toString()).matches();
      return isWhole ? looked() : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.getFileName().toString().endsWith(NumpyFile.SUFFIX) && Files.isRegularFile(file)) {
        found.add(file);
      }
      return looked();
    }

    private FileVisitResult looked() {
      left--;
      return left > 0 && found.size() < enough
          ? FileVisitResult.CONTINUE
          : FileVisitResult.TERMINATE;
    }
  }
}
