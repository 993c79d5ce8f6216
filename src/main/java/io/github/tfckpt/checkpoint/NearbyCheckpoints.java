package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.packed.Archives;
import io.github.tfckpt.source.Directory;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.source.PathText;
import io.github.tfckpt.tf.graph.GraphFile;
import io.github.tfckpt.tf.v1.V1Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checkpoints of a directory, by the names that open them; what to say where one is not. */
final class NearbyCheckpoints {

  /** Entries of a directory that are looked at. */
  private static final int MOST_LOOKED_AT = 10_000;

  private static final int MOST_NAMED = 5;

  /** Directories in a directory that are looked into. */
  private static final int MOST_DIRECTORIES = 100;

  private static final int MOST_NAMES_BELOW = 1000;

  private NearbyCheckpoints() {}

  /** The names of the checkpoints in {@code directory}, in order. */
  static List<String> in(Path directory) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Path path : Directory.paths(directory, MOST_LOOKED_AT, name -> true)) {
      String name = path.getFileName().toString();
      if (name.endsWith(Location.INDEX) && Files.isRegularFile(path)) {
        names.add(name.substring(0, name.length() - Location.INDEX.length()));
      } else if (!name.contains(".data-") && V1Checkpoint.accepts(path)) {
        names.add(V1Shards.all(name));
      }
    }
    return new ArrayList<>(names);
  }

  /** A data shard of a bundle whose index is not there. */
  static Optional<String> dataShard(Path directory, String prefix) throws IOException {
    return first(directory, name -> name.startsWith(prefix + ".data-"));
  }

  /** A data shard of any bundle. */
  static Optional<String> dataShard(Path directory) throws IOException {
    return first(
        directory, name -> name.contains(".data-") && CheckpointPath.prefix(name).isPresent());
  }

  private static Optional<String> first(Path directory, Predicate<String> wanted)
      throws IOException {
    List<Path> shards = Directory.paths(directory, MOST_LOOKED_AT, wanted);
    return shards.stream().map(path -> path.getFileName().toString()).findFirst();
  }

  /** How a list of names begins. */
  static String are(List<String> names) {
    return names.size() == 1 ? "there is " : "there are ";
  }

  /**
   * Names that a person may go on with where a directory holds no checkpoint: of the graphs in it,
   * or else of the directories in it that seem to hold one, with a slash.
   */
  static List<String> instead(Path directory) throws IOException {
    List<String> graphs = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    for (Path path : Directory.paths(directory, MOST_LOOKED_AT, name -> true)) {
      String name = path.getFileName().toString();
      if (name.endsWith(".pb") && GraphFile.accepts(path)) {
        graphs.add(name);
      } else if (directories.size() < MOST_DIRECTORIES && Files.isDirectory(path) && holds(path)) {
        directories.add(name.endsWith("/") ? name : name + "/");
      }
    }
    List<String> found = graphs.isEmpty() ? directories : graphs;
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** True if a directory has a file that only checkpoints have, by its name. */
  static boolean holds(Path directory) {
    try {
      return !Directory.paths(
              directory,
              MOST_NAMES_BELOW,
              name ->
                  name.endsWith(Location.INDEX)
                      || name.equals(StateFile.NAME)
                      || name.equals(CheckpointDirectory.SAVED_MODEL)
                      || NamedFiles.isOne(name))
          .isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Some names behind {@code intro}, those first that begin most like {@code wanted}; empty if
   * there are none.
   */
  static String list(String intro, List<String> names, String wanted) {
    if (names.isEmpty()) {
      return "";
    }
    List<String> nearest = new ArrayList<>(names);
    nearest.sort(Comparator.comparingInt(name -> -common(name, wanted)));
    return intro + some(nearest, Bytes::toString);
  }

  /** The first few of some names, and how many more there are. */
  static String some(List<String> names, Function<Bytes, String> shown) {
    int most = Math.min(MOST_NAMED, names.size());
    Stream<String> first = names.stream().limit(most).map(Bytes::utf8).map(shown);
    int more = names.size() - most;
    return first.collect(Collectors.joining(", ")) + (more > 0 ? " and " + more + " more" : "");
  }

  private static int common(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return i;
      }
    }
    return length;
  }

  /** The error that there is nothing at {@code path}, with what is near it. */
  static Missing missing(Path path) throws IOException {
    for (Path link : new Path[] {path, path.resolveSibling(path.getFileName() + Location.INDEX)}) {
      if (Files.isSymbolicLink(link)) {
        return new Missing(PathText.of(link), FileSource.missing(link));
      }
    }
    Path parent = path.getParent();
    Path directory = parent == null ? path.resolveSibling(".") : parent;
    if (!Files.isDirectory(directory)) {
      for (Path up = parent; up != null; up = up.getParent()) {
        if (Archives.isOne(up)) {
          String inside = PathText.of(up) + "!/" + up.relativize(path);
          return new Missing(PathText.of(path), "no such file; in the archive it is " + inside);
        }
      }
      return new Missing(
          PathText.of(path), "no such checkpoint; there is no directory " + PathText.of(directory));
    }
    String name = path.getFileName().toString();
    Optional<String> shard = dataShard(directory, name);
    if (shard.isPresent()) {
      return indexMissing(path, shard.get());
    }
    return new Missing(PathText.of(path), "no such checkpoint" + nearby(directory, name));
  }

  static Missing indexMissing(Path prefix, String shard) {
    return new Missing(
        PathText.of(prefix) + Location.INDEX,
        "no such file; " + shard + " cannot be read without it");
  }

  static String nearby(Path directory, String name) throws IOException {
    List<String> names = in(directory);
    names.addAll(NamedFiles.in(directory));
    if (names.isEmpty()) {
      names = instead(directory);
    }
    return list("; in " + PathText.of(directory) + " " + are(names), names, name);
  }
}
