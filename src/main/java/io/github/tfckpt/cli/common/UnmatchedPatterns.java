package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.checkpoint.CheckpointFiles;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.SliceHint;
import io.github.tfckpt.name.NameFilter;
import io.github.tfckpt.name.Suggestions;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
    List<String> others = typed.stream().filter(UnmatchedPatterns::isPath).toList();
    for (String name : typed) {
      if (!others.contains(name)) {
        streams.message(
            checkpoint.path() + ": no tensor matches '" + name + "'" + hint(name, checkpoint));
      }
    }
    if (!others.isEmpty()) {
      streams.message(checkpoint.path() + ": " + several(checkpoint.path(), others));
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
  static String hint(String typed, Collection<String> near) {
    if (isPath(typed)) {
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

  /** True if a word is a file, or opens a checkpoint. */
  static boolean isPath(String word) {
    try {
      Path path = TypedPath.of(word);
      return Files.isRegularFile(path)
          || CheckpointFiles.first(path, OptionalLong.empty()).isPresent();
    } catch (IOException | InvalidPathException | UsageException e) {
      // It is a pattern, and no path.
      return false;
    }
  }

  /** That one checkpoint is expected, and what to type for several. */
  private static String several(String checkpoint, List<String> others) {
    int more = others.size() - 1;
    return "no tensor matches '%s'%s: one checkpoint is expected; %s"
        .formatted(
            others.get(0),
            more > 0 ? " and " + more + " more, which are paths" : ", which is a path",
            instead(checkpoint, others));
  }

  /**
   * What to type for several.
   *
   * @param checkpoint the path of the first
   * @param others those of more
   */
  static String instead(String checkpoint, List<String> others) {
    List<String> words = new ArrayList<>(List.of(checkpoint));
    words.addAll(others);
    String begin = common(words);
    if (begin.isEmpty()) {
      List<String> typed = words.stream().map(PathText::typed).toList();
      return "for several: tfckpt verify " + String.join(" ", typed);
    }
    return "for several: tfckpt history '%1$s*', tfckpt verify %1$s*".formatted(begin);
  }

  /** How all begin, if steps follow, without the digits that these have in common; else empty. */
  private static String common(List<String> words) {
    String first = words.get(0);
    int end = first.length();
    for (String word : words) {
      int same = 0;
      while (same < Math.min(end, word.length()) && word.charAt(same) == first.charAt(same)) {
        same++;
      }
      end = same;
    }
    while (end > 0 && Character.isDigit(first.charAt(end - 1))) {
      end--;
    }
    String begin = first.substring(0, end);
    int steps = end;
    boolean areSteps =
        words.stream()
            .allMatch(word -> word.length() > steps && Character.isDigit(word.charAt(steps)));
    return areSteps && begin.equals(PathText.typed(begin)) ? begin : "";
  }
}
