package io.github.tfckpt.checkpoint;

import io.github.tfckpt.name.Glob;
import io.github.tfckpt.source.Directory;
import io.github.tfckpt.tf.v1.V1Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checkpoints that a directory or a pattern means, each by the path that opens it. */
final class RunFiles {

  /** Entries of a directory that are looked at: a long run has some thousand checkpoints. */
  private static final int MOST_LOOKED_AT = 1 << 18;

  /** A folder that is called by its step: {@code 7}, {@code checkpoint-500}, not {@code v1}. */
  private static final Pattern FOLDER =
      Pattern.compile("(?:.*[^A-Za-z0-9])?\\d{1,18}", Pattern.DOTALL);

  private RunFiles() {}

  /**
   * The checkpoints that lie in a directory itself, in the order of their names; or else the
   * folders in it that hold one, and are called by a number.
   */
  static List<Path> in(Path directory) throws IOException {
    TreeSet<String> files = new TreeSet<>();
    TreeSet<String> folders = new TreeSet<>();
    for (Path path : Directory.paths(directory, MOST_LOOKED_AT, name -> true)) {
      String name = nameOf(path);
      Optional<String> file = file(path, name);
      if (file.isPresent()) {
        files.add(file.get());
      } else if (FOLDER.matcher(name).matches() && isFolder(path)) {
        folders.add(name);
      }
    }
    return (files.isEmpty() ? folders : files).stream().map(directory::resolve).toList();
  }

  /**
   * The checkpoints that a pattern means, in the order of their paths.
   *
   * @param pattern a path whose names may be globs
   */
  static List<Path> matching(Path pattern) throws IOException {
    Path root = pattern.getRoot();
    List<Path> directories = List.of(root == null ? pattern.getFileSystem().getPath("") : root);
    int last = pattern.getNameCount() - 1;
    for (int i = 0; i < last; i++) {
      String name = pattern.getName(i).toString();
      List<Path> below = new ArrayList<>();
      for (Path directory : directories) {
        if (isGlob(name)) {
          Directory.paths(directory, MOST_LOOKED_AT, new Glob(name)::matches).stream()
              .map(path -> directory.resolve(nameOf(path)))
              .filter(Files::isDirectory)
              .sorted()
              .forEach(below::add);
        } else if (Files.isDirectory(directory.resolve(name))) {
          below.add(directory.resolve(name));
        }
      }
      directories = below;
    }
    List<Path> found = new ArrayList<>();
    for (Path directory : directories) {
      found.addAll(matching(directory, pattern.getName(last).toString()));
    }
    return found;
  }

  /** Names are matched as files have them, and as checkpoints do: without {@code .index}. */
  private static List<Path> matching(Path directory, String pattern) throws IOException {
    Predicate<String> wanted = isGlob(pattern) ? new Glob(pattern)::matches : pattern::equals;
    TreeSet<String> found = new TreeSet<>();
    for (Path path : Directory.paths(directory, MOST_LOOKED_AT, name -> true)) {
      String name = nameOf(path);
      Optional<String> file = file(path, name);
      if (file.isPresent() ? wanted.test(name) || wanted.test(file.get()) : wanted.test(name)) {
        if (file.isPresent() || isFolder(path)) {
          found.add(file.orElse(name));
        }
      }
    }
    return found.stream().map(directory::resolve).toList();
  }

  /** True if a path that does not exist may be a pattern. */
  static boolean isPattern(Path path) {
    return isGlob(path.toString());
  }

  private static boolean isGlob(String name) {
    return name.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
  }

  /** What opens the checkpoint of a file, if it is one, and stands for all files of it. */
  private static Optional<String> file(Path path, String name) {
    if (name.endsWith(Location.INDEX)) {
      return Optional.of(name.substring(0, name.length() - Location.INDEX.length()));
    }
    if (name.contains(".data-") || name.endsWith(CheckpointPath.META)) {
      return Optional.empty();
    }
    if (NamedFiles.isOne(name)) {
      boolean isShard = Stream.of(Format.values()).anyMatch(f -> f.names().isShard(name));
      return isShard || !Files.isRegularFile(path) ? Optional.empty() : Optional.of(name);
    }
    return V1Checkpoint.accepts(path) ? Optional.of(V1Shards.all(name)) : Optional.empty();
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path) && NearbyCheckpoints.holds(path);
  }

  /** Some file systems end the names of folders in a slash. */
  private static String nameOf(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }
}
