package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.CheckpointFiles;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Checkpoints that were typed where one is expected, as a shell makes them of a glob. */
final class OtherCheckpoints {

  private OtherCheckpoints() {}

  /** True if a word is a file, or opens a checkpoint. */
  static boolean isOne(String word) {
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
  static String said(String checkpoint, List<String> others) {
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
