package io.github.tfckpt.cli.report;

import io.github.tfckpt.checkpoint.SavedStep;
import io.github.tfckpt.checkpoint.TrainingRun;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.ReadFailures;
import io.github.tfckpt.cli.common.SizeOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TypedPath;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.cli.runs.RunReading;
import io.github.tfckpt.history.RunHistory;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.report.BoundedValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run of {@code tfckpt report} on the checkpoints of a training run. */
record RunReport(
    Streams streams,
    NameOptions names,
    SizeOption size,
    WorkOptions work,
    OutputOptions output,
    TrainingRun run) {

  /** The run that was typed; empty if it is one checkpoint, or nothing that can be read. */
  static Optional<TrainingRun> find(CheckpointArgument argument) throws IOException {
    if (argument.step().isPresent() || argument.isGraph()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrainingRun.of(TypedPath.of(argument.typed())))
          .filter(found -> found.steps().size() > 1);
    } catch (CheckpointException e) {
      // Whoever opens it as a checkpoint says what is wrong.
      return Optional.empty();
    }
  }

  /** Reads the run and writes the page; the result is the exit code. */
  int write() throws IOException {
    RunReading read =
        RunReading.of(run, List.of(), names, Optional.of(size), work.threads(), output, streams);
    ReadFailures failures = read.failures();
    if (!read.hasAnswer()) {
      return ExitCode.worse(read.code(), failures.end());
    }
    RunPage page = new RunPage(read.history(), read.shown());
    try (Output out = output.open(streams);
        Progress bar = work.progress(streams, output.isQuiet(), page.work())) {
      page.write(head(read.history()), work.threads(), bar, failures, out);
      out.commit();
    }
    return ExitCode.worse(read.code(), failures.end());
  }

  private Map<String, Object> head(RunHistory history) throws IOException {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < history.steps().size(); i++) {
      SavedStep step = history.steps().get(i);
      List<String> wrong = new ArrayList<>(history.damage(i));
      history.failure(i).ifPresent(e -> wrong.add(String.valueOf(e.getMessage())));
      steps.add(
          JsonDocument.object(
              "label",
              BoundedValues.text(Visible.line(step.label())),
              "name",
              BoundedValues.text(Visible.line(step.name())),
              "number",
              step.step(),
              "latest",
              step.isLatest(),
              "wrong",
              wrong.isEmpty()
                  ? Optional.empty()
                  : Optional.of(BoundedValues.text(Visible.line(String.join("; ", wrong))))));
    }
    List<String> unfinished = new ArrayList<>();
    run.unfinished().forEach((name, what) -> unfinished.add(name + ": " + what));
    Map<String, Object> head = PageHead.fields("run");
    head.put("run", BoundedValues.text(Visible.line(run.path())));
    head.put("steps", steps);
    head.putAll(
        BoundedValues.record(
            JsonDocument.object("unfinished", unfinished, "remarks", run.remarks())));
    return head;
  }
}
