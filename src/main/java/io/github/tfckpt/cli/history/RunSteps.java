package io.github.tfckpt.cli.history;

import io.github.tfckpt.checkpoint.SavedStep;
import io.github.tfckpt.checkpoint.TrainingRun;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.history.RunHistory;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.name.ObjectKey;
import io.github.tfckpt.render.JsonDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every answer says of the run itself. */
final class RunSteps {

  private final RunHistory history;

  RunSteps(RunHistory history) {
    this.history = history;
  }

  /** {@code runs/7: 5 steps, 100 to 500; latest by the state file: 500}. */
  String heading() {
    List<SavedStep> steps = history.steps();
    String first = steps.get(0).label();
    StringBuilder line = new StringBuilder(Visible.line(history.run().path()));
    line.append(": ").append(steps.size()).append(steps.size() == 1 ? " step, " : " steps, ");
    line.append(Visible.line(first));
    if (steps.size() > 1) {
      line.append(" to ").append(Visible.line(steps.get(steps.size() - 1).label()));
    }
    latest().ifPresent(step -> line.append("; latest by the state file: ").append(step.label()));
    return line.toString();
  }

  private Optional<SavedStep> latest() {
    return history.steps().stream().filter(SavedStep::isLatest).findFirst();
  }

  /** What people are shown of a tensor: of a key without a full name, the path in it. */
  static String name(TensorEntry entry, FullNames shown) {
    return shown.of(entry).orElseGet(() -> ObjectKey.of(entry.name()).shown());
  }

  /** The number of a step, or its name. */
  static Object number(SavedStep step) {
    return step.step().isPresent()
        ? (Object) step.step().getAsLong()
        : Bytes.utf8(step.name()).toString();
  }

  /** The fields of JSON before the rows. */
  Map<String, Object> head(String basis) {
    TrainingRun run = history.run();
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < history.steps().size(); i++) {
      SavedStep step = history.steps().get(i);
      steps.add(
          JsonDocument.object(
              "step",
              number(step),
              "name",
              Bytes.utf8(step.name()).toString(),
              "latest",
              step.isLatest() ? Optional.of(true) : Optional.empty(),
              "error",
              history.failure(i).map(Visible::message)));
    }
    List<Object> unfinished = new ArrayList<>();
    run.unfinished()
        .forEach(
            (name, what) ->
                unfinished.add(
                    JsonDocument.object("name", Bytes.utf8(name).toString(), "what", what)));
    return JsonDocument.object(
        "schema",
        "tfckpt/history/1",
        "run",
        Visible.line(run.path()),
        "basis",
        basis,
        "steps",
        steps,
        "unfinished",
        JsonDocument.unlessEmpty(unfinished));
  }
}
