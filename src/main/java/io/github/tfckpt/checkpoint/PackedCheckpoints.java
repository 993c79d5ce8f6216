package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.numpy.NpyFiles;
import io.github.tfckpt.packed.Archives;
import io.github.tfckpt.source.PathText;
import io.github.tfckpt.tf.graph.GraphFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The checkpoints in an archive, whose folders are looked through. */
final class PackedCheckpoints {

  private static final int MOST_FOLDERS = 10_000;
  private static final int DEEPEST = 100;

  private PackedCheckpoints() {}

  /**
   * The only checkpoint in an archive. A folder with a state file counts as one, as does that of a
   * SavedModel.
   *
   * @param root the root folder of the archive
   * @throws Missing if there is none, or several; the message lists them, or the members
   */
  static Location choose(Path root, OptionalLong step) throws IOException {
    Path only = only(root);
    Location location =
        Files.isDirectory(only)
            ? CheckpointDirectory.choose(only, step)
            : CheckpointPath.find(only)
                .orElseThrow(() -> new Missing(PathText.of(only), "no such checkpoint"));
    for (String remark : Archives.remarks(root)) {
      location = location.remark(remark);
    }
    return location;
  }

  /** The path of that checkpoint. */
  static Path only(Path root) throws IOException {
    List<Path> found = found(root);
    if (found.size() > 1) {
      throw several(root, "several checkpoints", found);
    }
    return found.get(0);
  }

  /**
   * The only folder of an archive whose checkpoints may be a run.
   *
   * @throws Missing if there is none, or several
   */
  static Path run(Path root) throws IOException {
    List<Path> folders = new ArrayList<>();
    for (Path path : found(root)) {
      boolean isRun = Files.isRegularFile(path.resolve(StateFile.NAME)) || path.equals(root);
      Path folder = isRun ? path : path.getParent();
      if (!folders.contains(folder)) {
        folders.add(folder);
      }
    }
    if (folders.size() > 1) {
      throw several(root, "checkpoints in several folders", folders);
    }
    return folders.get(0);
  }

  private static Missing several(Path root, String what, List<Path> paths) {
    List<Path> inside = paths.stream().map(root::relativize).toList();
    return new Missing(
        archive(root), what + list(", name one as " + PathText.of(root) + "PATH: ", inside));
  }

  private static String archive(Path root) {
    String text = PathText.of(root);
    return text.substring(0, text.lastIndexOf('!'));
  }

  /** At least one: those that are saved, or else graphs, or else a folder of arrays. */
  private static List<Path> found(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Set<Path> taken = new HashSet<>();
    for (Path folder : folders(root)) {
      if (!isBelow(folder, taken)) {
        boolean isOne =
            Files.isRegularFile(folder.resolve(StateFile.NAME))
                || Files.isRegularFile(folder.resolve(CheckpointDirectory.SAVED_MODEL));
        if (isOne) {
          taken.add(folder);
          found.add(folder);
        } else {
          addAll(folder, found);
        }
      }
    }
    List<Path> files = found.isEmpty() ? files(root) : List.of();
    for (Path file : files) {
      if (file.toString().endsWith(".pb") && GraphFile.accepts(file)) {
        found.add(file);
      }
    }
    if (found.isEmpty() && NpyFiles.areBelow(root)) {
      found.add(common(files));
    }
    if (found.isEmpty()) {
      List<Path> inside = files.stream().map(root::relativize).toList();
      throw new Missing(
          archive(root), "no checkpoint in this archive" + list("; it holds ", inside));
    }
    return found;
  }

  private static boolean isBelow(Path folder, Set<Path> taken) {
    for (Path up = folder; up != null; up = up.getParent()) {
      if (taken.contains(up)) {
        return true;
      }
    }
    return false;
  }

  /** The folder that all of some files are below. */
  private static Path common(List<Path> files) {
    Path folder = files.get(0).getParent();
    for (Path file : files) {
      while (!file.startsWith(folder)) {
        folder = folder.getParent();
      }
    }
    return folder;
  }

  private static void addAll(Path folder, List<Path> found) throws IOException {
    List<String> names = NearbyCheckpoints.in(folder);
    if (names.isEmpty() && NamedFiles.shards(folder).isPresent()) {
      found.add(folder);
      return;
    }
    names.addAll(NamedFiles.in(folder));
    for (String name : names) {
      found.add(folder.resolve(name));
    }
  }

  private static List<Path> folders(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root, DEEPEST)) {
      return all.filter(Files::isDirectory).limit(MOST_FOLDERS).sorted().toList();
    }
  }

  private static List<Path> files(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root, DEEPEST)) {
      Iterator<Path> each = all.filter(Files::isRegularFile).iterator();
      while (each.hasNext() && files.size() < MOST_FOLDERS) {
        files.add(each.next());
      }
    }
    return files;
  }

  private static String list(String intro, List<Path> paths) {
    List<String> names = paths.stream().map(PathText::of).toList();
    return names.isEmpty() ? "; it is empty" : intro + NearbyCheckpoints.some(names, Bytes::brief);
  }
}
