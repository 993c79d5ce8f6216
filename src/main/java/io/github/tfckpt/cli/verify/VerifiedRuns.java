package io.github.tfckpt.cli.verify;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.checkpoint.SavedStep;
import io.github.tfckpt.checkpoint.TrainingRun;
import io.github.tfckpt.cli.common.TypedPath;
import io.github.tfckpt.verify.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs all of whose checkpoints are checked. What unfinished saves have left lies beside each of
 * them, and is told once.
 */
final class VerifiedRuns {

  private final List<String> paths = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final Set<Finding> unfinished = new LinkedHashSet<>();

  private VerifiedRuns() {}

  /** No runs: checkpoints are checked each for itself. */
  static VerifiedRuns none() {
    return new VerifiedRuns();
  }

  /** The runs that were typed. */
  static VerifiedRuns of(List<String> typed) throws IOException {
    VerifiedRuns runs = new VerifiedRuns();
    for (String path : typed) {
      TrainingRun run = TrainingRun.of(TypedPath.of(path));
      for (SavedStep step : run.steps()) {
        runs.paths.add(step.location());
      }
      runs.remarks.addAll(run.remarks());
      run.unfinished()
          .forEach(
              (name, what) -> runs.unfinished.add(Finding.warning(run.path() + "/" + name, what)));
    }
    return runs;
  }

  boolean areThere() {
    return !paths.isEmpty();
  }

  /** What opens each checkpoint. */
  List<String> paths() {
    return paths;
  }

  /** What a person should know of how the checkpoints were found. */
  List<String> remarks() {
    return remarks;
  }

  /** What saves that did not end have left. */
  List<Finding> unfinished() {
    return List.copyOf(unfinished);
  }

  /** A report without what is told of the whole run. */
  Report ofItself(Report report) {
    List<Finding> own = new ArrayList<>(report.findings());
    own.removeIf(finding -> unfinished.stream().anyMatch(rest -> isSame(finding, rest)));
    return own.size() == report.findings().size()
        ? report
        : new Report(
            report.checkpoint(),
            own,
            report.blocks(),
            report.tensors(),
            report.bytes(),
            report.isReadable());
  }

  private static boolean isSame(Finding finding, Finding rest) {
    String name = rest.where().substring(rest.where().lastIndexOf('/'));
    return finding.what().equals(rest.what()) && finding.where().endsWith(name);
  }
}
