package io.github.tfckpt.cli.pairs;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.JoinOption;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.TypedPath;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.diff.SideNames;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Aliases;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.name.NamePattern;
import io.github.tfckpt.name.Suggestions;
import io.github.tfckpt.tensor.Shape;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One of the two checkpoints that are compared. {@code /dev/null} is one without tensors: git has
 * it stand for a file that is not there.
 */
public final class DiffSide implements Closeable {

  private static final String NOTHING = "/dev/null";

  private final String path;
  private final Optional<Checkpoint> checkpoint;
  private final List<TensorEntry> tensors;

  private DiffSide(String path, Optional<Checkpoint> checkpoint, List<TensorEntry> tensors) {
    this.path = path;
    this.checkpoint = checkpoint;
    this.tensors = tensors;
  }

  /**
   * Opens a side.
   *
   * @param step of a directory, the checkpoint of that step
   * @param graph true if the graph is meant of what has one and a checkpoint beside it
   */
  public static DiffSide open(String typed, OptionalLong step, boolean graph) throws IOException {
    if (typed.equals(NOTHING)) {
      return new DiffSide(typed, Optional.empty(), List.of());
    }
    Checkpoint open =
        graph && hasGraph(typed)
            ? CheckpointArgument.openGraph(typed)
            : CheckpointArgument.open(typed, isDirectory(typed) ? step : OptionalLong.empty());
    return new DiffSide(open.path(), Optional.of(open), open.tensors());
  }

  /**
   * A side that no checkpoint stands for, but what a graph restores from one.
   *
   * @param tensors in the order of their keys
   */
  public static DiffSide restoring(String typed, List<TensorEntry> tensors) {
    return new DiffSide(typed, Optional.empty(), tensors);
  }

  /** This side with tensors joined; it takes the place of this one. */
  public DiffSide joined(JoinOption join) throws IOException {
    if (checkpoint.isEmpty()) {
      return this;
    }
    Checkpoint joined = join.apply(checkpoint.get());
    return new DiffSide(path, Optional.of(joined), joined.tensors());
  }

  public static boolean isDirectory(String typed) throws IOException {
    return !typed.isEmpty() && Files.isDirectory(TypedPath.of(typed));
  }

  /** True for a directory and for a .meta file: what --graph gives another meaning. */
  public static boolean hasGraph(String typed) throws IOException {
    return typed.endsWith(".meta") || isDirectory(typed);
  }

  /** The shape of the tensor that has a key, or is shown by it. */
  public Optional<Shape> shapeOf(Bytes key) {
    List<TensorEntry> named = checkpoint.map(open -> open.named(key.toString())).orElse(List.of());
    return named.stream().map(TensorEntry::shape).findFirst();
  }

  /** True if this is what a graph restores. */
  boolean isRestoring() {
    return checkpoint.isEmpty() && !tensors.isEmpty();
  }

  public String path() {
    return path;
  }

  public Optional<Checkpoint> checkpoint() {
    return checkpoint;
  }

  List<TensorEntry> tensors() {
    return tensors;
  }

  /**
   * Checks that there are checksums to go by.
   *
   * @throws UsageException if the format stores none
   */
  public void checkStoresSums() {
    if (checkpoint.isPresent() && !checkpoint.get().format().storesSums()) {
      throw new UsageException(
          path
              + " is "
              + checkpoint.get().format().noun()
              + ", which stores no checksums: omit --quick to compare values");
    }
  }

  FullNames fullNames() {
    return checkpoint.map(Checkpoint::fullNames).orElse(FullNames.none());
  }

  /** The full names by which its tensors are shown. */
  public FullNames shownNames(NameOptions names) {
    return checkpoint.map(names::shown).orElse(FullNames.none());
  }

  /** What programs read of its tensors. */
  public TensorFields fields() {
    return checkpoint.map(TensorFields::new).orElseGet(TensorFields::none);
  }

  /** What its tensors are called by their keys. */
  SideNames keys() {
    return SideNames.keys(fullNames());
  }

  /**
   * Its tensors without those that are another one under the same full name.
   *
   * @param exclusions where they match one of several, another stands for them
   */
  Aliases.Merged merged(List<NamePattern> exclusions) {
    return Aliases.merged(
        tensors,
        fullNames(),
        entry -> exclusions.stream().anyMatch(out -> out.matches(entry.name())));
  }

  /** Names near to what was typed. */
  List<String> near(String typed) {
    return Suggestions.of(typed, tensors(), fullNames());
  }

  /** Prints what of the index cannot be read; the result is the exit code. */
  int damage(Streams streams) {
    return checkpoint.isPresent() ? OutputOptions.damage(streams, checkpoint.get()) : ExitCode.OK;
  }

  @Override
  public void close() throws IOException {
    if (checkpoint.isPresent()) {
      checkpoint.get().close();
    }
  }
}
