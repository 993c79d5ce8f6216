package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.name.NaturalOrder;
import io.github.tfckpt.packed.Archives;
import io.github.tfckpt.source.PathText;
import io.github.tfckpt.tf.bundle.UnfinishedSaves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The checkpoints of one run in the order of their steps: those that lie in a directory, whatever
 * its state file says, or those that a pattern means. No checkpoint is opened.
 *
 * <p>A directory may hold other checkpoints too ({@code best.ckpt-300} beside {@code
 * model.ckpt-100}, {@code -200}, ...): the names that differ in their step alone and are the most
 * are the run, and {@link #remarks} names the others.
 */
public final class TrainingRun {

  private final String title;
  private final List<SavedStep> steps;
  private final Map<String, String> unfinished;
  private final List<String> remarks;

  private TrainingRun(
      String title, List<SavedStep> steps, Map<String, String> unfinished, List<String> remarks) {
    this.title = title;
    this.steps = List.copyOf(steps);
    this.unfinished = new LinkedHashMap<>(unfinished);
    this.remarks = List.copyOf(remarks);
  }

  /**
   * Finds the checkpoints of a run.
   *
   * @param typed a directory, an archive of one, or else a pattern: {@code runs/7/model.ckpt-*},
   *     {@code exports/*}
   * @return at least one checkpoint
   * @throws CheckpointException if there is none, or it cannot be told which are of one run
   * @throws IOException if a directory cannot be read
   */
  public static TrainingRun of(Path typed) throws IOException {
    try {
      return named(Archives.inside(typed));
    } catch (InvalidPathException e) {
      throw new Missing(PathText.of(typed), "no name for a file in this locale: " + e.getReason());
    }
  }

  private static TrainingRun named(Path path) throws IOException {
    if (Archives.isRoot(path) || CheckpointPath.isArchive(path)) {
      return ofDirectory(PackedCheckpoints.run(Archives.isRoot(path) ? path : Archives.root(path)));
    }
    if (Files.isDirectory(path)) {
      return ofDirectory(path);
    }
    if (RunFiles.isPattern(path) && !Files.exists(path) && CheckpointPath.find(path).isEmpty()) {
      return ofPattern(path);
    }
    // What is none is named for what it is, as everywhere.
    CheckpointPath.resolve(path, OptionalLong.empty()).open().close();
    throw new Missing(
        PathText.of(path),
        "is one checkpoint; a run is a directory with several, or a quoted pattern");
  }

  private static TrainingRun ofPattern(Path pattern) throws IOException {
    List<Path> found = RunFiles.matching(pattern);
    if (found.isEmpty()) {
      throw new Missing(PathText.of(pattern), "no checkpoint matches");
    }
    List<SavedStep> steps = new ArrayList<>();
    for (Path path : found) {
      steps.add(new SavedStep(nameOf(path), path, step(path, pattern), false));
    }
    sort(steps);
    return new TrainingRun(PathText.of(pattern), steps, Map.of(), List.of());
  }

  /** The step by the last name that has one; below a folder that the pattern leaves open, its. */
  private static OptionalLong step(Path path, Path pattern) {
    OptionalLong step = StepName.of(nameOf(path)).step();
    boolean isFixed = !RunFiles.isPattern(pattern.getFileName());
    for (int i = path.getNameCount() - 2; i >= 0 && (step.isEmpty() || isFixed); i--) {
      if (RunFiles.isPattern(pattern.getName(i))) {
        return StepName.of(path.getName(i).toString()).step();
      }
    }
    return step;
  }

  private static TrainingRun ofDirectory(Path directory) throws IOException {
    String title = PathText.of(directory);
    List<String> remarks = new ArrayList<>(Archives.remarks(directory));
    Optional<String> latest = latest(directory, remarks);
    Map<String, List<SavedStep>> series = new LinkedHashMap<>();
    List<Path> found = RunFiles.in(directory);
    for (Path path : found) {
      String name = nameOf(path);
      StepName parsed = StepName.of(name);
      boolean isLatest = latest.isPresent() && latest.get().equals(name);
      series
          .computeIfAbsent(
              parsed.step().isPresent() ? parsed.series() : "", key -> new ArrayList<>())
          .add(new SavedStep(name, path, parsed.step(), isLatest));
    }
    if (found.isEmpty()) {
      series.put("", List.of(single(directory)));
    }
    List<SavedStep> chosen = chosen(series, title);
    List<SavedStep> steps = new ArrayList<>(chosen);
    List<String> others = new ArrayList<>();
    series.values().stream()
        .filter(some -> some != chosen)
        .forEach(some -> some.forEach(each -> others.add(each.name())));
    if (!others.isEmpty()) {
      remarks.add(title + ": left out because of other names: " + brief(others));
    }
    if (latest.isPresent() && steps.stream().noneMatch(SavedStep::isLatest)) {
      String name = Bytes.utf8(latest.get()).brief();
      remarks.add(
          title + ": the state file names " + name + ", which is not among the checkpoints");
    }
    sort(steps);
    Map<String, String> unfinished = new LinkedHashMap<>();
    UnfinishedSaves.in(directory)
        .forEach((path, what) -> unfinished.put(path.getFileName().toString(), what));
    return new TrainingRun(title, steps, unfinished, remarks);
  }

  /** The checkpoint that a directory is itself: a SavedModel, or shards without an index. */
  private static SavedStep single(Path directory) throws IOException {
    Location only = CheckpointDirectory.choose(directory, OptionalLong.empty());
    return new SavedStep(only.baseName(), directory, StepName.of(only.baseName()).step(), false);
  }

  /** The checkpoints of the most frequent name; of several such those of the latest. */
  private static List<SavedStep> chosen(Map<String, List<SavedStep>> series, String title)
      throws Missing {
    List<List<SavedStep>> most = new ArrayList<>();
    for (Map.Entry<String, List<SavedStep>> each : series.entrySet()) {
      int size = each.getKey().isEmpty() && series.size() > 1 ? 0 : each.getValue().size();
      if (!most.isEmpty() && size > most.get(0).size()) {
        most.clear();
      }
      if (most.isEmpty() || size == most.get(0).size()) {
        most.add(each.getValue());
      }
    }
    Optional<List<SavedStep>> ofLatest =
        most.stream().filter(some -> some.stream().anyMatch(SavedStep::isLatest)).findFirst();
    List<SavedStep> chosen = ofLatest.orElse(most.get(0));
    boolean isChoice = ofLatest.isEmpty() && most.size() > 1;
    boolean hasNoSteps = chosen.size() > 1 && chosen.get(0).step().isEmpty();
    if (isChoice || hasNoSteps) {
      List<String> names = new ArrayList<>();
      most.forEach(some -> names.add(some.get(0).name()));
      throw new Missing(
          title,
          hasNoSteps
              ? "several checkpoints without a step in their names: "
                  + brief(chosen.stream().map(SavedStep::name).toList())
                  + "; a quoted pattern takes them in the order of their names"
              : "checkpoints of several runs, such as "
                  + brief(names)
                  + "; choose one with a quoted pattern");
    }
    return chosen;
  }

  /** What the state file names as the latest, if there is one that can be read. */
  private static Optional<String> latest(Path directory, List<String> remarks) throws IOException {
    Path file = directory.resolve(StateFile.NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return StateFile.read(file).latest().map(StepName::last);
    } catch (CheckpointException e) {
      remarks.add(e.getMessage() + "; state file ignored");
      return Optional.empty();
    }
  }

  private static void sort(List<SavedStep> steps) {
    steps.sort(
        Comparator.comparingLong((SavedStep each) -> each.step().orElse(-1))
            .thenComparing(each -> Bytes.utf8(each.path().toString()), NaturalOrder.OF_KEYS));
  }

  private static String nameOf(Path path) {
    return path.getFileName().toString();
  }

  private static String brief(List<String> names) {
    return NearbyCheckpoints.some(names, Bytes::brief);
  }

  /** {@return the directory or the pattern, for headings} */
  public String path() {
    return title;
  }

  /** {@return the checkpoints in the order of their steps; at least one} */
  public List<SavedStep> steps() {
    return steps;
  }

  /**
   * {@return what saves that did not end have left in the directory: names of files and folders,
   * with what there is to say of each}
   */
  public Map<String, String> unfinished() {
    return new LinkedHashMap<>(unfinished);
  }

  /** {@return what a person should know of how the checkpoints were found, a line each} */
  public List<String> remarks() {
    return remarks;
  }

  /**
   * {@return the checkpoint of a step}
   *
   * @param step the number
   * @throws Missing if there is none
   */
  public SavedStep step(long step) throws Missing {
    for (SavedStep each : steps) {
      if (each.step().isPresent() && each.step().getAsLong() == step) {
        return each;
      }
    }
    List<String> labels = steps.stream().map(SavedStep::label).toList();
    throw new Missing(title, "no checkpoint of step " + step + "; there are " + brief(labels));
  }
}
