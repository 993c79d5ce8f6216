package io.github.tfckpt.checkpoint;

import io.github.tfckpt.source.Directory;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The steps of which a directory has checkpoints, by the names of their files: {@code
 * model.ckpt-300.index} is step 300. V1 files have no ending of their own: those count that the
 * state file names. No file is opened.
 */
final class DirectorySteps {

  private static final int MOST_LOOKED_AT = 10_000;
  private static final int MOST_NAMED = 5;

  private DirectorySteps() {}

  /**
   * The steps in rising order.
   *
   * @param named what the state file of the directory names
   */
  static List<Long> in(Path directory, List<String> named) throws IOException {
    TreeSet<Long> steps = new TreeSet<>();
    for (Path path :
        Directory.paths(directory, MOST_LOOKED_AT, name -> name.endsWith(Location.INDEX))) {
      String name = path.getFileName().toString();
      String prefix = name.substring(0, name.length() - Location.INDEX.length());
      StepName.of(prefix).step().ifPresent(steps::add);
    }
    for (String path : named) {
      String name = StepName.last(path);
      OptionalLong step = StepName.of(name).step();
      if (step.isPresent() && isThere(directory, name)) {
        steps.add(step.getAsLong());
      }
    }
    return new ArrayList<>(steps);
  }

  private static boolean isThere(Path directory, String name) {
    try {
      return Files.isRegularFile(directory.resolve(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Which step was taken of those there are; empty if there is no choice. */
  static String remark(String directory, long taken, List<Long> steps) {
    List<String> others = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) != taken) {
        others.add(0, Long.toString(steps.get(i)));
      }
    }
    if (others.isEmpty()) {
      return "";
    }
    int left = Math.max(0, others.size() - MOST_NAMED);
    return directory
        + ": using step "
        + taken
        + (others.size() == 1 ? "; there is also step " : "; there are also steps ")
        + String.join(", ", others.subList(left, others.size()))
        + (left > 0 ? " and " + left + " earlier" : "")
        + " (--step N; for all: tfckpt history "
        + PathText.typed(directory)
        + ")";
  }
}
