package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.packed.Archives;
import io.github.tfckpt.source.PathText;
import io.github.tfckpt.tf.graph.GraphFile;
import io.github.tfckpt.tf.v1.V1Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path means. It is taken literally, never as a pattern, and by the content of the file
 * before its name.
 *
 * <pre>
 *   PREFIX, PREFIX.index, PREFIX.data-I-of-N, PREFIX.meta     that tensor bundle
 *   FILE                                                      that V1 file, graph, safetensors file
 *   FILE.index.json                                           all safetensors files that it names
 *   BASE, BASE-?????-of-N, BASE-I-of-N                        all files of that V1 checkpoint
 *   a directory, or its state file                            see CheckpointDirectory
 *   a state file of any name                                  the latest that it names
 *   a tar, tar.gz or zip archive                              see PackedCheckpoints
 *   ARCHIVE!/PATH                                             any of these in the archive
 * </pre>
 */
final class CheckpointPath {

  static final String META = ".meta";
  private static final String FIRST_SHARD = ".data-00000-of-00001";
  private static final Pattern DATA =
      Pattern.compile("(.*)\\.data-\\d{5,}-of-\\d{5,}", Pattern.DOTALL);

  private CheckpointPath() {}

  /**
   * The files of the checkpoint that {@code path} means.
   *
   * @param step which checkpoint of a directory; the latest if empty
   * @throws Missing if there is none, or no single one; the message says what is near it
   */
  static Location resolve(Path path, OptionalLong step) throws IOException {
    try {
      return named(Archives.inside(path), step);
    } catch (InvalidPathException e) {
      throw unnamed(path, e);
    }
  }

  /** A name that came as a URI, or from a directory, may have characters that no path here has. */
  private static Missing unnamed(Path path, InvalidPathException e) {
    return new Missing(PathText.of(path), "no name for a file in this locale: " + e.getReason());
  }

  private static Location named(Path path, OptionalLong step) throws IOException {
    if (Archives.isRoot(path)) {
      return PackedCheckpoints.choose(path, step);
    }
    if (Files.isDirectory(path)) {
      return CheckpointDirectory.choose(path, step);
    }
    if (isArchive(path)) {
      return PackedCheckpoints.choose(Archives.root(path), step);
    }
    if (step.isPresent()) {
      throw new Missing(
          PathText.of(path),
          "not a directory; a step selects one of the checkpoints in a directory");
    }
    if (isStateFile(path)) {
      return CheckpointDirectory.choose(path.resolveSibling(".").normalize(), OptionalLong.empty());
    }
    if (isStateFileOfAnotherName(path)) {
      return CheckpointDirectory.ofState(path);
    }
    Optional<Location> found = find(path);
    if (found.isEmpty()) {
      throw NearbyCheckpoints.missing(path);
    }
    return found.get();
  }

  /**
   * The file whose graph {@code path} means: itself, the {@code saved_model.pb} in it, or the
   * {@code .meta} file of that prefix.
   *
   * @throws Missing if there is none
   */
  static Location graph(Path path) throws IOException {
    try {
      return graphNamed(Archives.inside(path));
    } catch (InvalidPathException e) {
      throw unnamed(path, e);
    }
  }

  private static Location graphNamed(Path path) throws IOException {
    if (isArchive(path)) {
      return graphNamed(PackedCheckpoints.only(Archives.root(path)));
    }
    if (Files.isDirectory(path)) {
      Path model = path.resolve(CheckpointDirectory.SAVED_MODEL);
      if (!Files.exists(model)) {
        throw new Missing(PathText.of(model), "no such file; the graph of a directory is there");
      }
      return Location.of(Format.GRAPH, model);
    }
    Path meta = path.resolveSibling(path.getFileName() + META);
    boolean there = Files.exists(path);
    if (there && (!Files.exists(meta) || GraphFile.accepts(path))) {
      return Location.of(Format.GRAPH, path);
    }
    if (Files.exists(meta)) {
      return Location.of(Format.GRAPH, meta);
    }
    if (find(path).isPresent()) {
      throw new Missing(PathText.of(meta), "no such file; the graph of this checkpoint is there");
    }
    throw NearbyCheckpoints.missing(path);
  }

  /**
   * True for a tar or zip file that is not a checkpoint itself, as those of numpy and Keras are.
   */
  static boolean isArchive(Path path) throws IOException {
    return Archives.isOne(path)
        && !Files.exists(path.resolveSibling(path.getFileName() + Location.INDEX))
        && Format.of(path) == Format.V1;
  }

  private static boolean isStateFile(Path path) throws IOException {
    Path name = path.getFileName();
    return name != null
        && name.toString().equals(StateFile.NAME)
        && Files.exists(path)
        && !Files.exists(path.resolveSibling(name + Location.INDEX))
        && !V1Checkpoint.accepts(path);
  }

  private static boolean isStateFileOfAnotherName(Path path) {
    Path name = path.getFileName();
    return name != null
        && Files.isRegularFile(path)
        && !Files.exists(path.resolveSibling(name + Location.INDEX))
        && StateFile.isOne(path);
  }

  /**
   * Like {@link #resolve} for anything but a directory or state file; empty if there is no such
   * checkpoint.
   */
  static Optional<Location> find(Path path) throws IOException {
    if (path.getFileName() == null) {
      return Optional.empty();
    }
    String name = path.getFileName().toString();
    Path index = path.resolveSibling(name + Location.INDEX);
    if (Files.isRegularFile(index)) {
      return Optional.of(index(index, name));
    }
    Optional<String> prefix = prefix(name);
    if (prefix.isPresent() && !(Files.exists(path) && V1Checkpoint.accepts(path))) {
      Optional<Location> whole = find(path.resolveSibling(prefix.get()));
      return whole.isPresent() || !Files.exists(path) ? whole : partOf(path, prefix.get());
    }
    if (!Files.exists(path)) {
      Optional<Location> set = V1Shards.containing(path);
      return set.isPresent() ? set : V1Shards.ofBase(path);
    }
    return Optional.of(file(path));
  }

  /** That an index has a shard beside it is told sooner than what is in it. */
  private static Location index(Path index, String prefix) {
    return Files.exists(index.resolveSibling(prefix + FIRST_SHARD)) || !V1Checkpoint.accepts(index)
        ? Location.bundle(index)
        : Location.of(Format.V1, index);
  }

  /** The prefix of the bundle that a file's name makes it a part of. */
  static Optional<String> prefix(String name) {
    Matcher data = DATA.matcher(name);
    if (data.matches()) {
      return Optional.of(data.group(1));
    }
    return name.endsWith(META)
        ? Optional.of(name.substring(0, name.length() - META.length()))
        : Optional.empty();
  }

  private static Optional<Location> partOf(Path path, String prefix) throws Missing {
    throw new Missing(
        PathText.of(path.resolveSibling(prefix + Location.INDEX)),
        "no such file; "
            + path.getFileName()
            + " cannot be read without it"
            + (path.toString().endsWith(META) ? ", but for its graph (--graph)" : ""));
  }

  private static Location file(Path path) throws IOException {
    Format format = Format.of(path);
    Optional<Location> set = format == Format.V1 ? V1Shards.containing(path) : Optional.empty();
    return set.orElseGet(() -> Location.of(format, path));
  }
}
