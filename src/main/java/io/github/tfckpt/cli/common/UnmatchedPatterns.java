package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.SliceHint;
import io.github.tfckpt.name.NameFilter;
import io.github.tfckpt.name.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reports names and patterns that match no tensor, with what may have been meant. */
public final class UnmatchedPatterns {

  private UnmatchedPatterns() {}

  /**
   * Reports patterns that match nothing, or whose matches are all excluded or of other roles.
   *
   * @param chosen what the filter left
   */
  public static int report(
      Streams streams,
      Checkpoint checkpoint,
      NameFilter filter,
      RoleOption roles,
      List<TensorEntry> chosen) {
    if (filter.unmet().isEmpty() && chosen.isEmpty() && filter.excluded() > 0) {
      String all = filter.excluded() + (filter.excluded() == 1 ? " tensor" : " tensors");
      streams.message(checkpoint.path() + ": --exclude leaves none of " + all);
      return ExitCode.NO_TENSOR;
    }
    int code = report(streams, checkpoint, filter.unmet());
    return code == ExitCode.OK ? report(streams, checkpoint, roles, chosen) : code;
  }

  /** One line for each role that was asked for and is not there; the result is the exit code. */
  public static int report(
      Streams streams, Checkpoint checkpoint, RoleOption roles, List<TensorEntry> chosen) {
    List<String> unmet = roles.unmet(List.of(checkpoint), chosen.isEmpty());
    unmet.forEach(message -> streams.message(checkpoint.path() + ": " + message));
    return unmet.isEmpty() ? ExitCode.OK : ExitCode.NO_TENSOR;
  }

  /** One line for each; the result is the exit code. */
  public static int report(Streams streams, Checkpoint checkpoint, List<String> typed) {
    List<String> others = typed.stream().filter(OtherCheckpoints::isOne).toList();
    for (String name : typed) {
      if (!others.contains(name)) {
        streams.message(
            checkpoint.path() + ": no tensor matches '" + name + "'" + hint(name, checkpoint));
      }
    }
    if (!others.isEmpty()) {
      streams.message(checkpoint.path() + ": " + OtherCheckpoints.said(checkpoint.path(), others));
    }
    return typed.isEmpty() ? ExitCode.OK : ExitCode.NO_TENSOR;
  }

  private static String hint(String typed, Checkpoint checkpoint) {
    return SliceHint.of(typed, checkpoint)
        .orElseGet(
            () -> hint(typed, Suggestions.of(typed, checkpoint.tensors(), checkpoint.fullNames())));
  }

  /**
   * What to try instead, of two checkpoints.
   *
   * @param near names near to what was typed
   */
  public static String hint(
      String typed, Optional<Checkpoint> a, Optional<Checkpoint> b, Collection<String> near) {
    return a.flatMap(open -> SliceHint.of(typed, open))
        .or(() -> b.flatMap(open -> SliceHint.of(typed, open)))
        .orElseGet(() -> hint(typed, near));
  }

  /**
   * What to try instead.
   *
   * @param near names near to what was typed
   */
  public static String hint(String typed, Collection<String> near) {
    if (OtherCheckpoints.isOne(typed)) {
      return ", which is a path: two checkpoints are compared; 'history' takes several";
    }
    boolean isWord = typed.chars().noneMatch(c -> "*?[/".indexOf(c) >= 0);
    for (String name : near) {
      if (isWord && name.contains(typed)) {
        return "; patterns match whole names; try '*" + typed + "*'";
      }
    }
    return near.isEmpty()
        ? "; 'tfckpt list' shows all names"
        : "; did you mean " + String.join(", ", near) + "?";
  }
}
