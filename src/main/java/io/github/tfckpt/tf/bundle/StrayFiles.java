package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.source.Directory;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What lies beside a bundle under its prefix, and is not of it: leftovers of a save that did not
 * end, shards that no tensor is in.
 */
final class StrayFiles {

  private static final int MOST_LOOKED_AT = 10_000;

  private StrayFiles() {}

  /**
   * Tells of each, in the order of the names.
   *
   * @param used the names of the shards that tensors lie in
   * @param isWhole false if there may be tensors that could not be read
   */
  static void check(
      Path index, String prefix, Set<Path> used, boolean isWhole, FindingSink findings)
      throws IOException {
    for (Path path : startingWith(index, prefix)) {
      String name = path.getFileName().toString().substring(prefix.length());
      if (name.contains(".tempstate") || (name.startsWith("_temp") && Files.isDirectory(path))) {
        findings.add(
            Finding.warning(PathText.of(path), "is left over from a save that did not end"));
      } else if (isWhole && name.startsWith(".data-") && !used.contains(path.getFileName())) {
        findings.add(Finding.warning(PathText.of(path), "no tensor of this checkpoint lies in it"));
      }
    }
  }

  private static List<Path> startingWith(Path index, String prefix) throws IOException {
    List<Path> found = new ArrayList<>();
    Path directory = index.toAbsolutePath().getParent();
    for (Path path : Directory.paths(directory, MOST_LOOKED_AT, name -> name.startsWith(prefix))) {
      found.add(index.resolveSibling(path.getFileName().toString()));
    }
    found.sort(null);
    return found;
  }
}
