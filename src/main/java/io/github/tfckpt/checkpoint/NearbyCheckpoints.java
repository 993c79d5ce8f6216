package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.source.Directory;
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
import java.util.function.Predicate;

/** The checkpoints of a directory, by the names that open them. */
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
    List<String> shown = new ArrayList<>();
    for (String name : nearest.subList(0, Math.min(MOST_NAMED, nearest.size()))) {
      shown.add(Bytes.utf8(name).toString());
    }
    int more = names.size() - shown.size();
    return intro + String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
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
}
