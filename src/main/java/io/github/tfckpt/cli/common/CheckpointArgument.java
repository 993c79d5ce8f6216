package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.checkpoint.CheckpointFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The checkpoint that a command reads. */
public final class CheckpointArgument {

  private final PositionalParamSpec path =
      Options.argument(
          "0",
          true,
          "CKPT",
          "A prefix (model.ckpt-7) or any file of a checkpoint; a V1 file; a directory"
              + " with a 'checkpoint' file; a SavedModel directory; a graph (*.pb), whose"
              + " constants are its tensors; a safetensors file, an index of several, or a"
              + " directory of them; a Keras file (.weights.h5, .keras, .weights.json, .h5); a"
              + " .npz or .npy file, or a directory of .npy files. Also a .tar, .tar.gz or .zip"
              + " archive of one of these (ARCHIVE!/PATH if it holds several), or a URI of a"
              + " file system that Java has (jar:) or TFCKPT_CLASSPATH adds (gs:, s3:).");

  private final OptionSpec step = Options.step();
  private final OptionSpec graph = Options.graph();
  private final JoinOption join = new JoinOption("tensors");

  /** Other files of the checkpoint, as a shell makes them of {@code model.ckpt-7*}. */
  private final PositionalParamSpec files = Options.files("1..*");

  public void addTo(CommandSpec command) {
    command.addPositional(path).addOption(step).addOption(graph);
  }

  /** For a command that reads values. */
  public void addJoinedTo(CommandSpec command) {
    addTo(command);
    join.addTo(command);
  }

  /** For a command that takes nothing else but options. */
  public void addAloneTo(CommandSpec command) {
    addTo(command);
    command.addPositional(files);
  }

  /** What was typed. */
  public String typed() {
    return Options.given(path, "");
  }

  /** Which checkpoint of a directory. */
  public OptionalLong step() {
    return step(step);
  }

  /** True if the graph is meant. */
  public boolean isGraph() {
    return Options.isGiven(graph);
  }

  Checkpoint open() throws IOException {
    List<String> more = new ArrayList<>(Options.given(files, List.<String>of()));
    more.removeIf(this::hasFile);
    if (!more.isEmpty()) {
      List<String> others = more.stream().filter(UnmatchedPatterns::isPath).toList();
      throw new UsageException(
          "one argument too many: '"
              + more.get(0)
              + "'"
              + (others.isEmpty() ? "" : "; " + UnmatchedPatterns.instead(typed(), others)));
    }
    String typed = typed();
    OptionalLong wanted = step();
    if (isGraph()) {
      if (wanted.isPresent()) {
        throw new UsageException(
            "--step selects a checkpoint, but --graph reads none: use one of them");
      }
      return join.apply(openGraph(typed));
    }
    return join.apply(open(typed, wanted));
  }

  /** The files of the checkpoint, which no output may be. */
  public InputFiles files() throws IOException {
    InputFiles files = new InputFiles();
    files.add(Options.given(path, ""), step(step));
    return files;
  }

  /**
   * True if some word is a file of the checkpoint too, as a shell makes them of {@code ckpt-7*}.
   */
  public boolean hasFile(String word) {
    return hasFile(Options.given(path, ""), step(step), word);
  }

  /** The same of any checkpoint, and of a directory the step that is meant. */
  public static boolean hasFile(String typed, OptionalLong step, String word) {
    try {
      Path file = TypedPath.of(word);
      if (!Files.isRegularFile(file)) {
        return false;
      }
      for (Path own : CheckpointFiles.of(TypedPath.of(typed), step)) {
        if (Files.isSameFile(own, file)) {
          return true;
        }
      }
    } catch (IOException | InvalidPathException | UsageException e) {
      // It is a pattern, and no path.
    }
    return false;
  }

  /** The step that was given, if one was. */
  public static OptionalLong step(OptionSpec option) {
    Long step = option.getValue();
    return step == null ? OptionalLong.empty() : OptionalLong.of(step);
  }

  /** Opens the constants of the graph that was typed. */
  public static Checkpoint openGraph(String typed) throws IOException {
    return Checkpoint.openGraph(TypedPath.of(typed));
  }

  /** Opens what was typed; of a directory the checkpoint of a step. */
  public static Checkpoint open(String typed, OptionalLong step) throws IOException {
    return Checkpoint.open(TypedPath.of(typed), step);
  }
}
