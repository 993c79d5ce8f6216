package io.github.tfckpt.cli.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code history} answers to runs that are odd, and to programs. */
final class HistoryTest {

  private static final Path RUNS = Path.of("testdata", "runs");

  @TempDir private Path folder;

  private void copy(String run, String begin) throws IOException {
    try (Stream<Path> files = Files.list(RUNS.resolve(run))) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(begin)) {
          Files.copy(file, folder.resolve(file.getFileName()));
        }
      }
    }
  }

  private static void assertAnswer(int code, String out, String err, Run run) {
    assertEquals(code, run.code(), run::err);
    assertTrue(run.out().contains(out), run::out);
    assertTrue(run.err().contains(err), run::err);
  }

  @Test
  void aDirectoryWithoutCheckpoints() {
    assertAnswer(4, "", "no checkpoint in this directory", Run.of("history", folder.toString()));
  }

  @Test
  void aDirectoryWithOne() throws IOException {
    copy("saver", "model.ckpt-300");
    Run run = Run.of("history", folder.toString());
    assertAnswer(0, "only at 300", "one checkpoint, nothing to compare it with", run);
    assertAnswer(0, "3.03", "", Run.of("history", "--values", folder.toString()));
  }

  @Test
  void oneCheckpointIsNotARun() {
    for (String path : List.of("saver/model.ckpt-300", "keras/epoch-01.weights.h5")) {
      Run run = Run.of("history", RUNS.resolve(path).toString());
      assertAnswer(4, "", "is one checkpoint; a run is a directory", run);
    }
  }

  @Test
  void formatsMayBeMixed() throws IOException {
    copy("saver", "model.ckpt-300");
    copy("v1", "model.ckpt-10");
    Run run = Run.of("history", folder.toString());
    assertAnswer(0, "2 steps, 10 to 300", "", run);
    assertAnswer(0, "unknown", "", run);
    Run values = Run.of("history", "--values", folder.toString(), "frozen*");
    assertAnswer(0, "frozen/w", "", values);
    copy("keras", "epoch");
    assertAnswer(0, "4 steps, 1 to 4", "left out", Run.of("history", folder.toString()));
  }

  @Test
  void patternsMayMatchAtSomeStepsAlone() {
    String run = RUNS.resolve("safetensors").toString();
    assertAnswer(0, "appears at 100", "", Run.of("history", run, "late"));
    assertAnswer(3, "", "no tensor matches 'lat'", Run.of("history", run, "lat", "late"));
    assertAnswer(
        3, "", "no tensor has the role optimizer", Run.of("history", run, "--role=optimizer"));
  }

  @Test
  void questionsThatDoNotGoTogether() {
    String run = RUNS.resolve("saver").toString();
    for (String options :
        List.of(
            "--values --find nan",
            "--all",
            "--fold --values",
            "--part 1/2",
            "--find nan --part 1/2 -f jsonl",
            "--values --part 1/2",
            "--find zero")) {
      String[] line = ("history " + options + " " + run).split(" ");
      assertEquals(2, Run.of(line).code(), options);
    }
  }

  @Test
  void partsOneAfterAnotherAreTheWhole() {
    for (String run : List.of("saver", "keras", "partitioned", "damaged")) {
      for (String format : List.of("csv", "tsv", "jsonl")) {
        for (String question : List.of("--values", "--find nan,inf --all")) {
          String line = "history " + question + " -f " + format + " " + RUNS.resolve(run);
          String whole = Run.of(line.split(" ")).out();
          for (int count : new int[] {2, 3, 7}) {
            StringBuilder parts = new StringBuilder();
            for (int part = 1; part <= count; part++) {
              parts.append(Run.of((line + " --part " + part + "/" + count).split(" ")).out());
            }
            assertEquals(whole, parts.toString(), line + " in " + count);
          }
        }
      }
    }
  }

  @Test
  void documentsNameStepsAndUnfinishedSaves() {
    Run run = Run.of("history", "-f", "json", RUNS.resolve("damaged").toString());
    assertEquals(4, run.code());
    JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals("tfckpt/history/1", document.get("schema").getAsString());
    assertEquals(4, document.getAsJsonArray("steps").size());
    assertTrue(document.getAsJsonArray("steps").get(1).getAsJsonObject().has("error"));
    assertEquals(2, document.getAsJsonArray("unfinished").size());
    JsonObject frozen = document.getAsJsonArray("tensors").get(0).getAsJsonObject();
    assertEquals("frozen", frozen.get("course").getAsString());
    assertEquals("+!..", frozen.get("steps").getAsString());
  }

  @Test
  void theOutputIsNoneOfTheCheckpoints() {
    String run = RUNS.resolve("saver").toString();
    String file = RUNS.resolve("saver/model.ckpt-400.index").toString();
    assertAnswer(2, "", "output file is input file", Run.of("history", run, "-o", file));
  }

  @Test
  void everyStepOfARunIsVerified() {
    Run run = Run.of("verify", "--all-steps", RUNS.resolve("damaged").toString());
    assertEquals(1, run.code());
    List<String> lines = run.out().lines().toList();
    assertEquals(7, lines.size(), run::out);
    assertTrue(lines.get(0).contains("model.ckpt-300: sound;"), run::out);
    assertTrue(lines.get(1).contains("model.ckpt-400: damaged"), run::out);
    assertTrue(lines.get(3).contains("model.ckpt-600: sound;"), run::out);
    assertEquals("4 checkpoints: 2 sound, 2 damaged", lines.get(6));
    assertEquals(2, Run.of("verify", "--all-steps", "--step", "3", "testdata/runs/v1").code());
  }
}
