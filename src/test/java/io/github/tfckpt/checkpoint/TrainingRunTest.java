package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files of a directory are a run, and in which order. */
final class TrainingRunTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "model.ckpt-100, 100, model.ckpt-N",
    "ckpt-7, 7, ckpt-N",
    "cp-0010.ckpt, 10, cp-N.ckpt",
    "model.ckpt-20-00001-of-00003, 20, model.ckpt-N",
    "1, 1, N",
    "epoch-03.weights.h5, 3, epoch-N.weights.h5",
    "weights.03-0.25.hdf5, 3, weights.N.hdf5",
    "model_epoch07_loss0.125.keras, 7, model_epochN.keras",
    "step-500.safetensors, 500, step-N.safetensors",
    "final.ckpt, , final.ckpt",
    "model.ckpt-9999999999999999999999, , "
  })
  void stepsAreReadFromNames(String name, Long step, String series) {
    StepName found = StepName.of(name);
    if (series != null) {
      assertEquals(series, found.series());
      assertEquals(step == null ? OptionalLong.empty() : OptionalLong.of(step), found.step());
    }
  }

  private void index(String... prefixes) throws IOException {
    for (String prefix : prefixes) {
      Files.createFile(folder.resolve(prefix + ".index"));
    }
  }

  private List<String> names() throws IOException {
    return TrainingRun.of(folder).steps().stream().map(SavedStep::name).toList();
  }

  @Test
  void theMostOfOneNameAreTheRun() throws IOException {
    index("m-2", "m-10", "m-1", "best-2", "final");
    Files.writeString(folder.resolve("checkpoint"), "model_checkpoint_path: \"/old/m-2\"\n");
    TrainingRun run = TrainingRun.of(folder);
    assertEquals(List.of("m-1", "m-2", "m-10"), names());
    assertEquals(List.of("m-2"), latest(run));
    assertEquals(
        List.of(folder + ": left out because of other names: best-2, final"), run.remarks());
    assertEquals("m-10", run.step(10).name());
    assertTrue(assertThrows(Missing.class, () -> run.step(3)).getMessage().contains("1, 2, 10"));
  }

  private static List<String> latest(TrainingRun run) {
    return run.steps().stream().filter(SavedStep::isLatest).map(SavedStep::name).toList();
  }

  @Test
  void theStateFileDecidesBetweenRunsOfOneLength() throws IOException {
    index("a-1", "a-2", "b-1", "b-2");
    Missing several = assertThrows(Missing.class, this::names);
    assertTrue(
        several.getMessage().contains("several runs, such as a-1, b-1"), several::getMessage);
    Files.writeString(folder.resolve("checkpoint"), "model_checkpoint_path: \"b-1\"\n");
    assertEquals(List.of("b-1", "b-2"), names());
    List<SavedStep> of = TrainingRun.of(folder.resolve("a-*")).steps();
    assertEquals(List.of("a-1", "a-2"), of.stream().map(SavedStep::name).toList());
  }

  @Test
  void whatIsNotARunIsReported() throws IOException {
    assertThrows(Missing.class, this::names);
    index("a", "b");
    Missing without = assertThrows(Missing.class, this::names);
    assertTrue(without.getMessage().contains("without a step"), without::getMessage);
    Path bundle = Path.of("testdata/bundles/state-none/model.ckpt-3");
    Missing one = assertThrows(Missing.class, () -> TrainingRun.of(bundle));
    assertTrue(one.getMessage().contains("is one checkpoint"), one::getMessage);
    assertThrows(Unsupported.class, () -> TrainingRun.of(folder.resolve("a")));
    assertThrows(Missing.class, () -> TrainingRun.of(folder.resolve("c-*")));
    assertThrows(Missing.class, () -> TrainingRun.of(folder.resolve("nowhere")));
  }
}
