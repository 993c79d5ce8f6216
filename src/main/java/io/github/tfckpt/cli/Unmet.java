package io.github.tfckpt.cli;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.FullNames;
import io.github.tfckpt.inspect.NameFilter;
import io.github.tfckpt.inspect.Suggestions;
import java.util.List;

/** Tells of names and patterns that no tensor has, with names that are near. */
final class Unmet {

  private Unmet() {}

  /**
   * Tells of patterns that met nothing, or that what they met is excluded.
   *
   * @param chosen what the filter left
   */
  static int tell(
      Streams streams, Checkpoint checkpoint, NameFilter filter, List<TensorEntry> chosen) {
    if (filter.unmet().isEmpty() && chosen.isEmpty() && filter.excluded() > 0) {
      String all = filter.excluded() + (filter.excluded() == 1 ? " tensor" : " tensors");
      streams.message(checkpoint.path() + ": --exclude leaves none of " + all);
      return ExitCode.NO_TENSOR;
    }
    return tell(streams, checkpoint, filter.unmet());
  }

  /** One line for each; the result is the exit code. */
  static int tell(Streams streams, Checkpoint checkpoint, List<String> typed) {
    for (String name : typed) {
      List<String> near = Suggestions.of(name, checkpoint.tensors(), FullNames.of(checkpoint));
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
