package io.github.tfckpt.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.tfckpt.checkpoint.TrainingRun;
import io.github.tfckpt.diff.SeriesStep;
import io.github.tfckpt.stats.Anomaly;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs that TensorFlow and Keras wrote, against what numpy says of each step. */
final class RunHistoryTest {

  /** What stored checksums tell where the bytes of two steps are known. */
  private static StepState told(String run, int step, JsonObject row) {
    if (step == 0) {
      return StepState.FIRST;
    }
    boolean isSummed = List.of("saver", "manager", "exports").contains(run);
    // The third step of these is cut another way: neither it nor the next can be compared.
    boolean isCutAlike = run.equals("partitioned") && step == 1;
    if (!isSummed && !isCutAlike) {
      return StepState.UNKNOWN;
    }
    return row.get("same_bytes").getAsBoolean() ? StepState.SAME : StepState.CHANGED;
  }

  @Test
  void checksumsTellWhatChanged() throws IOException {
    for (Map.Entry<String, JsonObject> run : RunGoldens.all().entrySet()) {
      RunHistory history = RunGoldens.read(run.getKey());
      assertEquals(RunGoldens.steps(run.getValue()), RunGoldens.steps(history.run()));
      RunGoldens.tensors(run.getValue())
          .forEach(
              (name, rows) -> {
                List<StepState> expected = new ArrayList<>();
                for (int i = 0; i < rows.size(); i++) {
                  expected.add(told(run.getKey(), i, rows.get(i)));
                }
                TensorHistory tensor = RunGoldens.tensor(history, name);
                assertEquals(expected, tensor.states(), run.getKey() + " " + name);
              });
    }
  }

  @Test
  void coursesAreWords() throws IOException {
    RunHistory manager = RunGoldens.read("manager");
    Map<String, Course> expected =
        Map.of(
            "frozen", Course.FROZEN,
            "layer_1", Course.THROUGHOUT,
            "resumed", Course.PAUSED,
            "sick", Course.THROUGHOUT,
            "started", Course.STARTED,
            "stopped", Course.STOPPED);
    expected.forEach(
        (name, course) ->
            assertEquals(
                course,
                RunGoldens.tensor(manager, name + "/.ATTRIBUTES/VARIABLE_VALUE").course(),
                name));
    assertEquals(Course.UNKNOWN, RunGoldens.tensor(RunGoldens.read("v1"), "frozen/w").course());
  }

  @Test
  void valuesAreThoseOfNumpy() throws IOException {
    for (Map.Entry<String, JsonObject> run : RunGoldens.all().entrySet()) {
      RunHistory history = RunGoldens.read(run.getKey());
      Map<String, List<JsonObject>> expected = RunGoldens.tensors(run.getValue());
      List<TensorHistory> tensors =
          expected.keySet().stream().map(name -> RunGoldens.tensor(history, name)).toList();
      for (int from = 0; from < history.steps().size(); from++) {
        // Whatever step is the first, it is compared with the one before.
        List<Integer> seen = new ArrayList<>();
        new RunValues(history, tensors, 2, bytes -> {})
            .read(
                from,
                history.steps().size(),
                (step, values) -> {
                  seen.add(step);
                  for (int i = 0; i < tensors.size(); i++) {
                    String name = tensors.get(i).entry().name();
                    compare(
                        run.getKey() + " " + name + " " + step,
                        expected.get(name).get(step),
                        values.get(i).orElseThrow());
                  }
                });
        assertEquals(history.steps().size() - from, seen.size());
      }
    }
  }

  private static void compare(String what, JsonObject row, SeriesStep found) {
    assertEquals(row.get("nan").getAsLong(), found.nan(), what);
    assertEquals(row.get("inf").getAsLong(), found.inf(), what);
    assertClose(RunGoldens.number(row, "l2"), found.norm(), what);
    assertEquals(row.has("update"), found.update().isPresent(), what);
    if (row.has("update")) {
      SeriesStep.Update update = found.update().orElseThrow();
      assertEquals(row.get("changed").getAsLong(), update.changed(), what);
      assertClose(RunGoldens.number(row, "update"), update.relative(), what);
    }
  }

  private static void assertClose(double expected, double found, String what) {
    assertEquals(expected, found, Double.isFinite(expected) ? 1e-12 * expected : 0, what);
  }

  @Test
  void nanIsFoundWhereItCameIn() throws IOException {
    RunHistory history = RunGoldens.read("manager");
    List<String> hits = new ArrayList<>();
    new RunSearch(history, history.tensors(), EnumSet.of(Anomaly.NAN, Anomaly.INF), true)
        .run(
            0,
            6,
            2,
            bytes -> {},
            hit ->
                hits.add(
                    hit.step()
                        + " "
                        + hit.entry().name().charAt(1)
                        + " "
                        + hit.stats().orElseThrow().nan().first()
                        + " "
                        + hit.stats().orElseThrow().inf().first()));
    assertEquals(List.of("3 i 9 -1", "4 i 9 0", "5 i 9 0"), hits);
  }

  @Test
  void aDamagedStepHidesNothing() throws IOException {
    RunHistory history = RunGoldens.read("damaged");
    assertEquals(List.of(300L, 400L, 500L, 600L), RunGoldens.steps(history.run()));
    assertTrue(history.failure(1).isPresent());
    assertEquals(
        List.of(StepState.FIRST, StepState.UNREAD, StepState.CHANGED, StepState.CHANGED),
        RunGoldens.tensor(history, "layer_0/w").states());
    assertEquals(
        List.of("model.ckpt-700.data-00000-of-00001", "model.ckpt-800.index.tempstate42"),
        List.copyOf(history.run().unfinished().keySet()));
    // The data of the third is missing: the fourth is compared with the first.
    List<Optional<SeriesStep>> rows = new ArrayList<>();
    new RunValues(history, List.of(RunGoldens.tensor(history, "frozen/w")), 1, bytes -> {})
        .read(0, 4, (step, values) -> rows.add(values.get(0)));
    assertTrue(rows.get(1).isEmpty());
    assertTrue(rows.get(2).orElseThrow().failure().isPresent());
    assertEquals(0, rows.get(3).orElseThrow().update().orElseThrow().changed());
  }

  @Test
  void patternsMeanRunsToo() throws IOException {
    for (String pattern : List.of("model.ckpt-*", "model.ckpt-*.index", "*-?00")) {
      TrainingRun run = TrainingRun.of(RunGoldens.RUNS.resolve("saver").resolve(pattern));
      assertEquals(List.of(300L, 400L, 500L, 600L), RunGoldens.steps(run), pattern);
    }
    TrainingRun exports = TrainingRun.of(RunGoldens.RUNS.resolve("exports/*/variables"));
    assertEquals(List.of(1L, 2L, 10L), RunGoldens.steps(exports));
  }
}
