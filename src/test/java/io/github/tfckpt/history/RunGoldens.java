package io.github.tfckpt.history;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.checkpoint.SavedStep;
import io.github.tfckpt.checkpoint.TrainingRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What numpy says of the runs in testdata/runs, which generate/run_cases.py writes. */
final class RunGoldens {

  static final Path RUNS = Path.of("testdata", "runs");

  private RunGoldens() {}

  /** Names of runs with what numpy says of them. */
  static Map<String, JsonObject> all() throws IOException {
    String text = Files.readString(RUNS.resolve("history.json"), StandardCharsets.UTF_8);
    Map<String, JsonObject> runs = new TreeMap<>();
    JsonParser.parseString(text)
        .getAsJsonObject()
        .entrySet()
        .forEach(run -> runs.put(run.getKey(), run.getValue().getAsJsonObject()));
    return runs;
  }

  static List<Long> steps(JsonObject run) {
    List<Long> steps = new ArrayList<>();
    run.getAsJsonArray("steps").forEach(step -> steps.add(step.getAsLong()));
    return steps;
  }

  /** The rows of each tensor, one a step. */
  static Map<String, List<JsonObject>> tensors(JsonObject run) {
    Map<String, List<JsonObject>> tensors = new TreeMap<>();
    for (Map.Entry<String, JsonElement> each : run.getAsJsonObject("tensors").entrySet()) {
      List<JsonObject> rows = new ArrayList<>();
      each.getValue().getAsJsonArray().forEach(row -> rows.add(row.getAsJsonObject()));
      tensors.put(each.getKey(), rows);
    }
    return tensors;
  }

  static double number(JsonObject row, String field) {
    String text = row.get(field).getAsString();
    return Double.parseDouble(text);
  }

  static RunHistory read(String run) throws IOException {
    return RunHistory.read(TrainingRun.of(RUNS.resolve(run)), TensorChoice.ALL, 2);
  }

  static List<Long> steps(TrainingRun run) {
    return run.steps().stream().map(SavedStep::step).map(step -> step.getAsLong()).toList();
  }

  static TensorHistory tensor(RunHistory history, String name) {
    return history.tensors().stream()
        .filter(tensor -> tensor.entry().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
