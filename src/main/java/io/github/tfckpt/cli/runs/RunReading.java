package io.github.tfckpt.cli.runs;

import io.github.tfckpt.checkpoint.SavedStep;
import io.github.tfckpt.checkpoint.TrainingRun;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.Failures;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.ReadFailures;
import io.github.tfckpt.cli.common.SizeOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.history.RunHistory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The indexes of a run, read, and all that there is to say of them said.
 *
 * @param failures takes what cannot be read later
 * @param shown the full names that stand for keys
 * @param code the exit code so far
 */
public record RunReading(RunHistory history, ReadFailures failures, FullNames shown, int code) {

  /**
   * Reads the indexes of a run.
   *
   * @param typed patterns, all tensors if there are none
   * @param size bounds what is read of a step; empty if no data is read
   */
  public static RunReading of(
      TrainingRun run,
      List<String> typed,
      NameOptions names,
      Optional<SizeOption> size,
      int threads,
      OutputOptions output,
      Streams streams)
      throws IOException {
    for (SavedStep step : run.steps()) {
      output.spare(step.location(), OptionalLong.empty());
    }
    RunChoice choice = new RunChoice(typed, names, size);
    RunHistory history = RunHistory.read(run, choice, threads);
    ReadFailures failures = new ReadFailures(streams, List.of());
    if (!output.isQuiet()) {
      remark(history, streams);
    }
    int code = tell(history, failures, streams);
    code = ExitCode.worse(code, choice.report(history, streams));
    return new RunReading(history, failures, shown(history, names), code);
  }

  private static void remark(RunHistory history, Streams streams) {
    TrainingRun run = history.run();
    run.remarks().forEach(streams::message);
    run.unfinished()
        .forEach((name, what) -> streams.message(run.path() + ": " + name + ": " + what));
    if (history.steps().size() == 1) {
      streams.message(run.path() + ": one checkpoint, nothing to compare it with");
    }
  }

  /** Reports what of the indexes cannot be read; the result is the exit code. */
  private static int tell(RunHistory history, ReadFailures failures, Streams streams) {
    int code = ExitCode.OK;
    for (int step = 0; step < history.steps().size(); step++) {
      if (history.failure(step).isPresent()) {
        IOException failure = history.failure(step).get();
        failures.report(failure);
        code = ExitCode.worse(code, Failures.code(failure));
      }
      for (String damage : history.damage(step)) {
        streams.message(damage);
        code = ExitCode.worse(code, ExitCode.DAMAGED);
      }
    }
    return code;
  }

  private static FullNames shown(RunHistory history, NameOptions names) {
    if (names.isFull()) {
      return history.fullNames();
    }
    return names.isForPeople() ? history.shownNames() : FullNames.none();
  }

  /** True if there is a tensor to tell of. */
  public boolean hasAnswer() {
    return !history.tensors().isEmpty();
  }
}
