package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.packed.Archives;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The checkpoints in an archive, whose folders are looked through. */
final class PackedCheckpoints {

  private static final int MOST_NAMED = 5;
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
    List<Path> found = new ArrayList<>();
    List<Path> taken = new ArrayList<>();
    for (Path folder : folders(root)) {
      if (taken.stream().noneMatch(folder::startsWith)) {
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
    if (found.isEmpty()) {
      throw new Missing(
          PathText.of(root), "no checkpoint in this archive" + list("; it holds ", files(root)));
    }
    if (found.size() > 1) {
      String intro = ", name one as " + PathText.of(root) + "PATH: ";
      List<Path> inside = found.stream().map(root::relativize).toList();
      throw new Missing(PathText.of(root), "several checkpoints" + list(intro, inside));
    }
    Location location = resolved(found.get(0), step);
    for (String remark : Archives.remarks(root)) {
      location = location.remark(remark);
    }
    return location;
  }

  private static Location resolved(Path path, OptionalLong step) throws IOException {
    if (Files.isDirectory(path)) {
      return CheckpointDirectory.choose(path, step);
    }
    return CheckpointPath.find(path)
        .orElseThrow(() -> new Missing(PathText.of(path), "no such checkpoint"));
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
        files.add(root.relativize(each.next()));
      }
    }
    return files;
  }

  private static String list(String intro, List<Path> paths) {
    List<String> shown = new ArrayList<>();
    for (Path path : paths.subList(0, Math.min(MOST_NAMED, paths.size()))) {
      shown.add(Bytes.utf8(PathText.of(path)).brief());
    }
    int more = paths.size() - shown.size();
    return paths.isEmpty()
        ? "; it is empty"
        : intro + String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
  }
}
