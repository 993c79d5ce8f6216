package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.numpy.NpyFiles;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Which checkpoint of a directory is meant: what its state file names, the variables of a
 * SavedModel, or the only one there is.
 */
final class CheckpointDirectory {

  static final String SAVED_MODEL = "saved_model.pb";

  private static final String VARIABLES = "variables";

  private CheckpointDirectory() {}

  /**
   * Chooses a checkpoint.
   *
   * @throws Missing if there is none, or several and nothing says which
   */
  static Location choose(Path directory, OptionalLong step) throws IOException {
    List<String> remarks = new ArrayList<>();
    List<String> named = new ArrayList<>();
    Optional<Location> found = byState(directory, step, named, remarks);
    boolean hasSteps = found.isPresent();
    if (found.isEmpty()) {
      found = step.isPresent() ? Optional.empty() : savedModel(directory);
    }
    Location location = found.isPresent() ? found.get() : only(directory, step, remarks);
    for (String remark : remarks) {
      location = location.remark(remark);
    }
    return hasSteps || step.isPresent() ? withSteps(location, directory, named, step) : location;
  }

  /** A location with the steps of its directory, and a remark if none was asked for. */
  private static Location withSteps(
      Location location, Path directory, List<String> named, OptionalLong asked)
      throws IOException {
    OptionalLong taken = StepName.of(location.baseName()).step();
    if (taken.isEmpty()) {
      return location;
    }
    List<Long> steps = DirectorySteps.in(directory, named);
    String remark = DirectorySteps.remark(PathText.of(directory), taken.getAsLong(), steps);
    Location found = location.steps(steps);
    return asked.isPresent() || remark.isEmpty() ? found : found.remark(remark);
  }

  /**
   * The latest checkpoint that a state file names, whatever the file is called.
   *
   * @throws Missing if it names none that is there
   */
  static Location ofState(Path file) throws IOException {
    Path directory = file.resolveSibling(".").normalize();
    StateFile state = StateFile.read(file);
    if (state.latest().isEmpty()) {
      throw new Missing(PathText.of(file), "names no latest checkpoint");
    }
    Location location = named(directory, PathText.of(file), state.latest().get());
    return withSteps(location, directory, state.all(), OptionalLong.empty());
  }

  private static Optional<Location> byState(
      Path directory, OptionalLong step, List<String> all, List<String> remarks)
      throws IOException {
    Path file = directory.resolve(StateFile.NAME);
    if (Files.isDirectory(file) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    StateFile state;
    try {
      state = StateFile.read(file);
    } catch (CheckpointException e) {
      remarks.add(e.getMessage() + "; state file ignored");
      return Optional.empty();
    }
    all.addAll(state.all());
    if (step.isEmpty()) {
      return state.latest().isEmpty()
          ? Optional.empty()
          : Optional.of(named(directory, PathText.of(file), state.latest().get()));
    }
    for (String path : state.all()) {
      if (isOfStep(path, step.getAsLong())) {
        return Optional.of(named(directory, PathText.of(file), path));
      }
    }
    return Optional.empty();
  }

  /** The checkpoint that a state file names; messages say where it does. */
  private static Location named(Path directory, String where, String text) throws IOException {
    try {
      Path path = directory.resolve(text);
      if (path.getFileName() == null) {
        throw new Missing(where, "names " + text + ", which is not a checkpoint");
      }
      Optional<Location> found = CheckpointPath.find(path);
      if (found.isPresent()) {
        return found.get();
      }
      Path sibling = directory.resolve(lastName(path));
      found = CheckpointPath.find(sibling);
      if (found.isPresent()) {
        String remark =
            where + ": names " + text + ", which does not exist; using " + PathText.of(sibling);
        return found.get().remark(remark);
      }
    } catch (InvalidPathException e) {
      throw new Missing(where, "names an invalid path: " + e.getReason());
    }
    throw new Missing(
        where,
        "names " + text + ", which does not exist" + NearbyCheckpoints.nearby(directory, text));
  }

  /** Behind the last separator of whichever system the state was saved on. */
  private static String lastName(Path path) {
    String name = path.getFileName().toString();
    String last = name.substring(name.lastIndexOf('\\') + 1);
    return last.isEmpty() ? name : last;
  }

  private static Optional<Location> savedModel(Path directory) throws IOException {
    Path index = directory.resolve(VARIABLES).resolve(VARIABLES + Location.INDEX);
    if (Files.isRegularFile(index)) {
      return Optional.of(Location.bundle(index));
    }
    String none = "no such file; the SavedModel has no variables";
    Path model = directory.resolve(SAVED_MODEL);
    Path flat = directory.resolve(VARIABLES + Location.INDEX);
    if (Files.exists(model) && Files.isRegularFile(flat)) {
      return Optional.of(Location.bundle(flat));
    }
    if (Files.exists(model) && SavedGraph.hasVariables(model)) {
      throw new Missing(
          PathText.of(index),
          "no such file; the graph of the SavedModel has variables, whose files are missing: copy"
              + " its folder 'variables' too (--graph shows the constants in its graph)");
    }
    if (Files.exists(model)) {
      throw new Missing(PathText.of(index), none + ", but constants in its graph (--graph)");
    }
    if (Files.exists(directory.resolve("saved_model.pbtxt"))) {
      throw new Missing(PathText.of(index), none);
    }
    return Optional.empty();
  }

  private static Location only(Path directory, OptionalLong step, List<String> remarks)
      throws IOException {
    List<String> names = NearbyCheckpoints.in(directory);
    if (names.isEmpty() && step.isEmpty()) {
      Optional<Location> shards = NamedFiles.shards(directory);
      if (shards.isPresent()) {
        return shards.get();
      }
      names = NamedFiles.in(directory);
      if (names.isEmpty() && NearbyCheckpoints.instead(directory).isEmpty()) {
        if (NpyFiles.areBelow(directory)) {
          return Location.of(Format.NUMPY, directory);
        }
      }
    }
    List<String> fitting = new ArrayList<>();
    for (String name : names) {
      if (step.isEmpty() || isOfStep(name, step.getAsLong())) {
        fitting.add(name);
      }
    }
    if (fitting.size() == 1) {
      Optional<Location> found = CheckpointPath.find(directory.resolve(fitting.get(0)));
      if (found.isPresent()) {
        return found.get();
      }
    }
    Optional<Location> ofRun = fitting.isEmpty() ? ofRun(directory, step) : Optional.empty();
    if (ofRun.isPresent()) {
      return ofRun.get();
    }
    String what = step.isPresent() ? "no checkpoint of step " + step.getAsLong() : "no checkpoint";
    if (!fitting.isEmpty()) {
      throw new Missing(
          PathText.of(directory),
          "several checkpoints"
              + NearbyCheckpoints.list(", name one: ", fitting, "")
              + (step.isPresent() ? "" : ofAll(directory))
              + all(remarks));
    }
    List<String> others = names.isEmpty() ? NearbyCheckpoints.instead(directory) : names;
    Optional<String> shard =
        others.isEmpty() ? NearbyCheckpoints.dataShard(directory) : Optional.empty();
    if (shard.isPresent()) {
      throw NearbyCheckpoints.indexMissing(
          directory.resolve(CheckpointPath.prefix(shard.get()).orElseThrow()), shard.get());
    }
    if (names.isEmpty() && isOrbax(directory)) {
      throw new Unsupported(
          PathText.of(directory),
          "is an Orbax checkpoint, not TensorFlow's; restore it with Orbax, and save the arrays as"
              + " safetensors or npz");
    }
    String intro = "; " + NearbyCheckpoints.are(others);
    throw new Missing(
        PathText.of(directory),
        what + " in this directory" + NearbyCheckpoints.list(intro, others, "") + all(remarks));
  }

  /** What to type for all checkpoints of a directory: those of a run, or else whatever matches. */
  private static String ofAll(Path directory) throws IOException {
    String typed = PathText.typed(PathText.of(directory));
    try {
      TrainingRun.of(directory);
    } catch (Missing e) {
      typed = PathText.typed(PathText.of(directory.resolve("*")));
    }
    return "; for all: tfckpt history %1$s, tfckpt verify --all-steps %1$s".formatted(typed);
  }

  private static boolean isOrbax(Path directory) {
    return Stream.of("_CHECKPOINT_METADATA", "_METADATA", "manifest.ocdbt")
        .anyMatch(name -> Files.isRegularFile(directory.resolve(name)));
  }

  /** The file of another format, or the folder, that is called by a step. */
  private static Optional<Location> ofRun(Path directory, OptionalLong step) throws IOException {
    if (step.isEmpty()) {
      return Optional.empty();
    }
    for (Path path : RunFiles.in(directory)) {
      if (isOfStep(path.getFileName().toString(), step.getAsLong())) {
        return Optional.of(CheckpointPath.resolve(path, OptionalLong.empty()));
      }
    }
    return Optional.empty();
  }

  private static String all(List<String> remarks) {
    return remarks.isEmpty() ? "" : "; " + String.join("; ", remarks);
  }

  private static boolean isOfStep(String path, long step) {
    OptionalLong its = StepName.of(path).step();
    return its.isPresent() && its.getAsLong() == step;
  }
}
