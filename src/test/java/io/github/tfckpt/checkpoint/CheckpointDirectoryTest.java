package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException.Missing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a path to a directory means: its state file, its only checkpoint, or what is near. */
final class CheckpointDirectoryTest {

  @TempDir private Path directory;
  private OneOfEach folder;

  @BeforeEach
  void copyOneOfEach() throws IOException {
    folder = OneOfEach.in(directory);
  }

  @Test
  void directoryOfSeveralListsThem() {
    assertEquals(
        "DIR: several checkpoints, name one: m.ckpt-?????-of-00003, run[1]-7, vgg_16.ckpt; for all:"
            + " tfckpt history 'DIR/*', tfckpt verify --all-steps 'DIR/*'",
        folder.refused(".").replace("DIR/.", "DIR"));
  }

  @Test
  void directoryOfOneMeansIt() throws IOException {
    Files.createDirectory(directory.resolve("one"));
    folder.copyV2("one/model.ckpt-3");
    Files.writeString(
        directory.resolve("one/notes.txt"), "no checkpoint, but long enough for one.");
    assertEquals("V2 one/model.ckpt-3", folder.opened("one"));
    Files.createDirectory(directory.resolve("none"));
    assertEquals("DIR/none: no checkpoint in this directory", folder.refused("none"));
  }

  @Test
  void directoryOfShardsAloneSaysWhatIsMissing() throws IOException {
    folder.copyV2("shards/model.ckpt-3");
    Files.delete(directory.resolve("shards/model.ckpt-3.index"));
    assertEquals(
        "DIR/shards/model.ckpt-3.index: no such file; model.ckpt-3.data-00000-of-00001 cannot be"
            + " read without it",
        folder.refused("shards"));
  }

  @Test
  void directoryWithoutCheckpointSaysWhereToLook() throws IOException {
    folder.copyV2("above/runs/model.ckpt-3");
    Files.createDirectory(directory.resolve("above/notes"));
    assertEquals(
        "DIR/above: no checkpoint in this directory; there is runs/", folder.refused("above"));
    Files.createDirectory(directory.resolve("above/export"));
    Files.writeString(directory.resolve("above/export/saved_model.pb"), "");
    assertEquals(
        "DIR/above: no checkpoint in this directory; there are export/, runs/",
        folder.refused("above"));
    Files.copy(Path.of("testdata/graphs/frozen/frozen.pb"), directory.resolve("above/frozen.pb"));
    Files.writeString(directory.resolve("above/other.pb"), "no graph");
    assertEquals(
        "DIR/above: no checkpoint in this directory; there is frozen.pb", folder.refused("above"));
    assertEquals(
        "DIR/above/frozen: no such checkpoint; in DIR/above there is frozen.pb",
        folder.refused("above/frozen"));
  }

  @Test
  void savedModelMeansItsVariables() throws IOException {
    folder.copyV2("saved/variables/variables");
    Files.writeString(directory.resolve("saved/saved_model.pb"), "");
    assertEquals("V2 saved/variables/variables", folder.opened("saved"));
    assertEquals("V2 saved/variables/variables", folder.opened("saved/variables"));
    Files.delete(directory.resolve("saved/variables/variables.index"));
    assertTrue(
        folder
            .refused("saved")
            .endsWith(
                "no such file; the SavedModel has no variables, but constants in its graph"
                    + " (--graph)"));
    Files.move(
        directory.resolve("saved/saved_model.pb"), directory.resolve("saved/saved_model.pbtxt"));
    assertTrue(folder.refused("saved").endsWith("no such file; the SavedModel has no variables"));
  }

  @Test
  void stateFileNamesTheLatest() throws IOException {
    state(
        "model_checkpoint_path: \"run[1]-7\" all_model_checkpoint_paths: ['m.ckpt-?????-of-00003']");
    assertEquals("V2 run[1]-7", folder.opened("."));
    assertEquals("V2 run[1]-7", folder.opened("checkpoint"));
  }

  @Test
  void sayWhichStepWasTakenAndWhichOthersThereAre() throws IOException {
    folder.copyV2("run-90");
    folder.copyV2("run-100");
    state("model_checkpoint_path: 'run-100' all_model_checkpoint_paths: 'gone-8'");
    try (Checkpoint latest = Checkpoint.open(directory)) {
      assertEquals(List.of(7L, 90L, 100L), latest.steps());
      assertEquals(
          "D: using step 100; there are also steps 7, 90 (--step N; for all: tfckpt history D)"
              .replace("D", directory.toString()),
          latest.remarks().get(0));
    }
    try (Checkpoint asked = Checkpoint.open(directory, OptionalLong.of(90))) {
      assertEquals(List.of(7L, 90L, 100L), asked.steps());
      assertEquals(List.of(), asked.remarks());
    }
    try (Checkpoint named = Checkpoint.open(directory.resolve("run-90"))) {
      assertEquals(List.of(), named.steps());
    }
  }

  @Test
  void onlyTheLastOfManyStepsAreNamed() {
    assertEquals(
        "D: using step 9; there are also steps 4, 5, 6, 7, 8 and 2 earlier (--step N; for all:"
            + " tfckpt history D)",
        DirectorySteps.remark("D", 9, List.of(1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L)));
    assertEquals("", DirectorySteps.remark("D", 9, List.of(9L)));
  }

  @Test
  void stepChooses() throws IOException {
    folder.copyV2("run-100");
    folder.copyV2("run-1100");
    state("model_checkpoint_path: 'run-1100'\nall_model_checkpoint_paths: 'run-1100'");
    assertEquals("run-100", stepped(100));
    assertEquals("run-1100", stepped(1100));
    String message = assertThrows(Missing.class, () -> stepped(5)).getMessage();
    assertTrue(message.contains("no checkpoint of step 5 in this directory; there are "), message);
  }

  private String stepped(long step) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(directory, OptionalLong.of(step))) {
      return directory.relativize(Path.of(checkpoint.path())).toString();
    }
  }

  @Test
  void absolutePathThatIsGoneFallsBackToTheSameName() throws IOException {
    state("model_checkpoint_path: '/no/such/place/run[1]-7'");
    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      assertEquals(directory.resolve("run[1]-7").toString(), checkpoint.path());
      assertEquals(
          List.of(
              directory.resolve("checkpoint")
                  + ": names /no/such/place/run[1]-7, which does not exist; using "
                  + directory.resolve("run[1]-7")),
          checkpoint.remarks());
    }
    state("model_checkpoint_path: '/no/such/place/run-8'");
    assertTrue(
        folder.refused(".").contains("names /no/such/place/run-8, which does not exist; in "));
  }

  @Test
  void brokenStateFileIsReportedAndSkipped() throws IOException {
    Files.createDirectory(directory.resolve("one"));
    folder.copyV2("one/a");
    Files.writeString(directory.resolve("one/checkpoint"), "model_checkpoint_path: b\n");
    try (Checkpoint checkpoint = Checkpoint.open(directory.resolve("one"))) {
      assertEquals(1, checkpoint.remarks().size());
      assertTrue(checkpoint.remarks().get(0).endsWith("expected a string; state file ignored"));
    }
  }

  @Test
  void brokenStateFileIsReportedWhereSeveralRemain() throws IOException {
    state("\ufeffmodel_checkpoint_path: 'vgg_16.ckpt'");
    String message = folder.refused(".");
    assertTrue(message.contains("several checkpoints, name one: "), message);
    assertTrue(message.contains("checkpoint: byte 1: "), message);
    assertTrue(message.endsWith("; state file ignored"), message);
  }

  @Test
  void pathOfWindowsFallsBackToTheSameName() throws IOException {
    state("model_checkpoint_path: 'D:\\\\runs\\\\run[1]-7'");
    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      assertEquals(directory.resolve("run[1]-7").toString(), checkpoint.path());
      assertTrue(
          checkpoint
              .remarks()
              .get(0)
              .contains(": names D:\\runs\\run[1]-7, which does not exist; using "));
    }
  }

  @Test
  void foreignPathsAreShownAsTheyStandInTheStateFile() throws IOException {
    state("model_checkpoint_path: 's3://bucket/runs/run[1]-7'");
    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      assertTrue(
          checkpoint
              .remarks()
              .get(0)
              .contains(": names s3://bucket/runs/run[1]-7, which does not"));
    }
  }

  private void state(String text) throws IOException {
    Files.writeString(directory.resolve("checkpoint"), text, StandardCharsets.UTF_8);
  }
}
