package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.name.NameFilter;
import io.github.tfckpt.name.Suggestions;
import java.util.List;

/** Tells of names and patterns that no tensor has, with names that are near. */
public final class UnmatchedPatterns {

  private UnmatchedPatterns() {}

  /**
   * Tells of patterns that met nothing, or that what they met is excluded.
   *
   * @param chosen what the filter left
   */
  public static int tell(
      Streams streams, Checkpoint checkpoint, NameFilter filter, List<TensorEntry> chosen) {
    if (filter.unmet().isEmpty() && chosen.isEmpty() && filter.excluded() > 0) {
      String all = filter.excluded() + (filter.excluded() == 1 ? " tensor" : " tensors");
      streams.message(checkpoint.path() + ": --exclude leaves none of " + all);
      return ExitCode.NO_TENSOR;
    }
    return tell(streams, checkpoint, filter.unmet());
  }

  /** One line for each; the result is the exit code. */
  public static int tell(Streams streams, Checkpoint checkpoint, List<String> typed) {
    for (String name : typed) {
      List<String> near = Suggestions.of(name, checkpoint.tensors(), checkpoint.fullNames());
      StringBuilder line = new StringBuilder(checkpoint.path());
      line.append(": no tensor matches '").append(name).append('\'');
      if (near.isEmpty()) {
        line.append("; 'tfckpt list' shows all names");
      } else {
        line.append("; did you mean ").append(String.join(", ", near)).append('?');
      }
      streams.message(line.toString());
    }
    return typed.isEmpty() ? ExitCode.OK : ExitCode.NO_TENSOR;
  }
}
