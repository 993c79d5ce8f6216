package io.github.tfckpt.cli.diff;

import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.TypedPath;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.cli.pairs.DiffSide;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The two checkpoints that were typed: two paths, or two steps of one directory.
 *
 * @param a the path of A
 * @param stepOfA if it is a directory, which of its checkpoints
 * @param b the path of B
 * @param stepOfB likewise
 * @param patterns what stands in the place of B, and is none
 */
record DiffSteps(
    String a, OptionalLong stepOfA, String b, OptionalLong stepOfB, List<String> patterns) {

  private static final Pattern STEPS = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");

  DiffSteps {
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads what was typed.
   *
   * @param isGraph true if graphs are compared, of which there is one for all steps
   */
  static DiffSteps of(
      OptionSpec step, PositionalParamSpec pathA, PositionalParamSpec pathB, boolean isGraph)
      throws IOException {
    String a = Options.given(pathA, "");
    String b = Options.given(pathB, "");
    String typed = Options.given(step, "");
    Matcher steps = STEPS.matcher(typed);
    if (typed.matches("-\\d{1,18}")) {
      throw new UsageException("--step is " + typed + ", steps count from 0");
    }
    if (!typed.isEmpty() && !steps.matches()) {
      throw new UsageException("--step is '" + typed + "', not a step N or two of them, M..N");
    }
    if (!typed.isEmpty() && steps.group(2) != null) {
      return ofRange(typed, steps, a, b, isGraph);
    }
    if (b.isEmpty()) {
      throw new UsageException(
          "B is missing: name a second checkpoint, or two steps of a directory (--step M..N)");
    }
    if (!typed.isEmpty() && !DiffSide.isDirectory(a) && !DiffSide.isDirectory(b)) {
      throw new UsageException(
          "--step selects a checkpoint in a directory; A and B are not directories");
    }
    OptionalLong both =
        typed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(typed));
    return new DiffSteps(a, both, b, both, List.of());
  }

  private static DiffSteps ofRange(String typed, Matcher steps, String a, String b, boolean isGraph)
      throws IOException {
    String what = "--step " + typed + " compares two steps of one directory";
    if (isGraph) {
      throw new UsageException(what + ", --graph no steps: use one of them");
    }
    if (!DiffSide.isDirectory(a)) {
      throw new UsageException(what + "; '" + a + "' is none");
    }
    if (isCheckpoint(b)) {
      throw new UsageException(what + "; '" + b + "' is one checkpoint too many");
    }
    return new DiffSteps(
        a,
        OptionalLong.of(Long.parseLong(steps.group(1))),
        a,
        OptionalLong.of(Long.parseLong(steps.group(2))),
        b.isEmpty() ? List.of() : List.of(b));
  }

  /** True if what stands in the place of B is there, and so no pattern. */
  private static boolean isCheckpoint(String typed) throws IOException {
    return !typed.isEmpty()
        && (Files.exists(TypedPath.of(typed)) || Files.exists(TypedPath.of(typed + ".index")));
  }
}
