package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a path means, row by row. */
final class CheckpointPathTest {

  private static final Path DATA = Path.of("testdata/bundles");
  private static final Path V2 = DATA.resolve("state-none/model.ckpt-3");
  private static final Path V1 = DATA.resolve("shapes-v1/model.ckpt");
  private static final Path V1_SHARDS = DATA.resolve("shards-v1/m.ckpt");

  @TempDir private Path directory;

  @BeforeEach
  void copyOneOfEach() throws IOException {
    copyV2("run[1]-7");
    copy(V1, "vgg_16.ckpt");
    for (int i = 0; i < 3; i++) {
      copy(Path.of(V1_SHARDS + "-0000" + i + "-of-00003"), "m.ckpt-0000" + i + "-of-00003");
    }
  }

  private void copyV2(String name) throws IOException {
    copy(Path.of(V2 + ".index"), name + ".index");
    copy(Path.of(V2 + ".data-00000-of-00001"), name + ".data-00000-of-00001");
  }

  private void copy(Path from, String name) throws IOException {
    Path target = directory.resolve(name);
    Files.createDirectories(target.getParent());
    Files.copy(from, target);
  }

  private String opened(String name) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(directory.resolve(name))) {
      assertEquals(List.of(), checkpoint.damage());
      return checkpoint.format() + " " + directory.relativize(Path.of(checkpoint.path()));
    }
  }

  private String refused(String name) {
    Path path = directory.resolve(name);
    String message = assertThrows(Missing.class, () -> Checkpoint.open(path)).getMessage();
    return message.replace(directory.toString(), "DIR");
  }

  @Test
  void anyFileOfBundleMeansTheBundle() throws IOException {
    Files.writeString(directory.resolve("run[1]-7.meta"), "");
    for (String end : List.of("", ".index", ".data-00000-of-00001", ".meta")) {
      assertEquals("V2 run[1]-7", opened("run[1]-7" + end), end);
    }
  }

  @Test
  void namesAreNoPatterns() throws IOException {
    copyV2("run1-7");
    assertEquals("V2 run[1]-7", opened("run[1]-7"));
    assertTrue(refused("run*").startsWith("DIR/run*: no such checkpoint; in DIR there are "));
  }

  @Test
  void v1FileMeansItself() throws IOException {
    assertEquals("V1 vgg_16.ckpt", opened("vgg_16.ckpt"));
  }

  @Test
  void v1ShardsMeanTheWholeSet() throws IOException {
    for (String end : List.of("", "-?????-of-00003", "-00001-of-00003")) {
      assertEquals("V1 m.ckpt-?????-of-00003", opened("m.ckpt" + end), end);
    }
  }

  @Test
  void contentCountsMoreThanTheName() throws IOException {
    copy(V1, "odd.index");
    copy(V1, "odd.data-00000-of-00001");
    copy(Path.of(V2 + ".index"), "plain");
    assertEquals("V1 odd.index", opened("odd.index"));
    assertEquals("V1 odd.data-00000-of-00001", opened("odd.data-00000-of-00001"));
    try (Checkpoint checkpoint = Checkpoint.open(directory.resolve("plain"))) {
      assertEquals("V2", checkpoint.format());
    }
  }

  @Test
  void missingFileSaysWhatIsNear() {
    assertEquals(
        "DIR/m.ckp: no such checkpoint; in DIR there are m.ckpt-?????-of-00003, run[1]-7,"
            + " vgg_16.ckpt",
        refused("m.ckp"));
    assertEquals("DIR/no/x: no such checkpoint; there is no directory DIR/no", refused("no/x"));
  }

  @Test
  void shardWithoutItsIndexSaysSo() throws IOException {
    Files.delete(directory.resolve("run[1]-7.index"));
    String message =
        "DIR/run[1]-7.index: no such file; run[1]-7.data-00000-of-00001 cannot be read";
    assertEquals(message + " without it", refused("run[1]-7"));
    assertEquals(message + " without it", refused("run[1]-7.data-00000-of-00001"));
  }

  @Test
  void directoryOfSeveralListsThem() {
    assertEquals(
        "DIR: several checkpoints, name one: m.ckpt-?????-of-00003, run[1]-7, vgg_16.ckpt",
        refused(".").replace("DIR/.", "DIR"));
  }

  @Test
  void directoryOfOneMeansIt() throws IOException {
    Files.createDirectory(directory.resolve("one"));
    copyV2("one/model.ckpt-3");
    Files.writeString(
        directory.resolve("one/notes.txt"), "no checkpoint, but long enough for one.");
    assertEquals("V2 one/model.ckpt-3", opened("one"));
    Files.createDirectory(directory.resolve("none"));
    assertEquals("DIR/none: no checkpoint in this directory", refused("none"));
  }

  @Test
  void directoryWithoutCheckpointTellsWhereToGoOn() throws IOException {
    copyV2("above/runs/model.ckpt-3");
    Files.createDirectory(directory.resolve("above/notes"));
    assertEquals("DIR/above: no checkpoint in this directory; there is runs/", refused("above"));
    Files.createDirectory(directory.resolve("above/export"));
    Files.writeString(directory.resolve("above/export/saved_model.pb"), "");
    assertEquals(
        "DIR/above: no checkpoint in this directory; there are export/, runs/", refused("above"));
    Files.copy(Path.of("testdata/graphs/frozen/frozen.pb"), directory.resolve("above/frozen.pb"));
    Files.writeString(directory.resolve("above/other.pb"), "no graph");
    assertEquals(
        "DIR/above: no checkpoint in this directory; there is frozen.pb", refused("above"));
    assertEquals(
        "DIR/above/frozen: no such checkpoint; in DIR/above there is frozen.pb",
        refused("above/frozen"));
  }

  @Test
  void savedModelMeansItsVariables() throws IOException {
    copyV2("saved/variables/variables");
    Files.writeString(directory.resolve("saved/saved_model.pb"), "");
    assertEquals("V2 saved/variables/variables", opened("saved"));
    assertEquals("V2 saved/variables/variables", opened("saved/variables"));
    Files.delete(directory.resolve("saved/variables/variables.index"));
    assertTrue(
        refused("saved")
            .endsWith(
                "no such file; the SavedModel has no variables, but constants in its graph"
                    + " (--graph)"));
    Files.move(
        directory.resolve("saved/saved_model.pb"), directory.resolve("saved/saved_model.pbtxt"));
    assertTrue(refused("saved").endsWith("no such file; the SavedModel has no variables"));
  }

  @Test
  void stateFileNamesTheLatest() throws IOException {
    state(
        "model_checkpoint_path: \"run[1]-7\" all_model_checkpoint_paths: ['m.ckpt-?????-of-00003']");
    assertEquals("V2 run[1]-7", opened("."));
    assertEquals("V2 run[1]-7", opened("checkpoint"));
  }

  @Test
  void stepChooses() throws IOException {
    copyV2("run-100");
    copyV2("run-1100");
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
                  + ": names /no/such/place/run[1]-7, which is not there; taken "
                  + directory.resolve("run[1]-7")),
          checkpoint.remarks());
    }
    state("model_checkpoint_path: '/no/such/place/run-8'");
    assertTrue(refused(".").contains("names /no/such/place/run-8, which is not there; in "));
  }

  @Test
  void brokenStateFileIsToldAndPassedOver() throws IOException {
    Files.createDirectory(directory.resolve("one"));
    copyV2("one/a");
    Files.writeString(directory.resolve("one/checkpoint"), "model_checkpoint_path: b\n");
    try (Checkpoint checkpoint = Checkpoint.open(directory.resolve("one"))) {
      assertEquals(1, checkpoint.remarks().size());
      assertTrue(checkpoint.remarks().get(0).endsWith("a string is wanted; state file ignored"));
    }
  }

  private void state(String text) throws IOException {
    Files.writeString(directory.resolve("checkpoint"), text, StandardCharsets.UTF_8);
  }

  @Test
  void missingV1ShardIsDamage() throws IOException {
    Files.delete(directory.resolve("m.ckpt-00001-of-00003"));
    try (Checkpoint checkpoint = Checkpoint.open(directory.resolve("m.ckpt"))) {
      assertEquals(
          List.of(checkpoint.path() + ": 1 of 3 files are missing: m.ckpt-00001-of-00003"),
          checkpoint.damage());
      assertTrue(!checkpoint.tensors().isEmpty());
    }
  }

  @Test
  void whatIsNoCheckpointIsCalledByItsName() throws IOException {
    Files.writeString(
        directory.resolve("lfs"),
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n");
    assertTrue(refused("lfs").contains("is a Git LFS pointer"));
    Files.writeString(directory.resolve("text"), "x".repeat(100));
    String message =
        assertThrows(Unsupported.class, () -> Checkpoint.open(directory.resolve("text")))
            .getMessage();
    assertTrue(message.contains("is no checkpoint: footer: magic is 0x7878787878787878"), message);
  }
}
