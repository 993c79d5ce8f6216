package io.github.tfckpt.checkpoint;

import io.github.tfckpt.source.PathText;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * One of the checkpoints of a run.
 *
 * @param name how its directory has it: a prefix, a file, a folder
 * @param path what {@link Checkpoint#open(Path)} takes
 * @param step the number in its name; empty if there is none
 * @param isLatest true if the state file names it as the latest
 */
public record SavedStep(String name, Path path, OptionalLong step, boolean isLatest) {

  /** {@return the path as text that finds it again; of another file system as a URI} */
  public String location() {
    return PathText.of(path);
  }

  /** {@return the number of the step, or the name if it has none} */
  public String label() {
    return step.isPresent() ? Long.toString(step.getAsLong()) : name;
  }
}
