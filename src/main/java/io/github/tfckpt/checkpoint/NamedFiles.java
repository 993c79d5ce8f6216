package io.github.tfckpt.checkpoint;

import io.github.tfckpt.source.Directory;
import io.github.tfckpt.source.PathText;
import io.github.tfckpt.store.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a directory that formats other than TensorFlow's know by their {@link FileNames}.
 */
final class NamedFiles {

  /** Entries of a directory that are looked at. */
  private static final long MOST_LOOKED_AT = 10_000;

  private NamedFiles() {}

  /** True for a name that one of the formats knows. */
  static boolean isOne(String name) {
    return Stream.of(Format.values()).anyMatch(format -> format.names().has(name));
  }

  /** Their names in order, without those shards that an index beside them may name. */
  static List<String> in(Path directory) throws IOException {
    List<String> found = new ArrayList<>();
    for (Format format : Format.values()) {
      List<String> names = names(directory, format.names());
      boolean indexed = names.stream().anyMatch(format.names()::isIndex);
      names.removeIf(name -> indexed && format.names().isShard(name));
      found.addAll(names);
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** All shards of a directory as one checkpoint, if it has nothing else, and no index. */
  static Optional<Location> shards(Path directory) throws IOException {
    List<String> all = in(directory);
    for (Format format : Format.values()) {
      if (!all.isEmpty() && all.stream().allMatch(format.names()::isShard)) {
        List<Path> files = all.stream().map(directory::resolve).toList();
        String title = PathText.of(directory);
        return Optional.of(new Location(format, files, title, List.of(), List.of(), List.of()));
      }
    }
    return Optional.empty();
  }

  private static List<String> names(Path directory, FileNames wanted) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path path : Directory.paths(directory, MOST_LOOKED_AT, wanted::has)) {
      if (Files.isRegularFile(path)) {
        names.add(path.getFileName().toString());
      }
    }
    return names;
  }
}
