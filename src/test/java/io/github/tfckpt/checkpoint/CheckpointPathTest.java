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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a path to a file means, row by row. */
final class CheckpointPathTest {

  @TempDir private Path directory;
  private OneOfEach folder;

  @BeforeEach
  void copyOneOfEach() throws IOException {
    folder = OneOfEach.in(directory);
  }

  @Test
  void anyFileOfBundleMeansTheBundle() throws IOException {
    Files.writeString(directory.resolve("run[1]-7.meta"), "");
    for (String end : List.of("", ".index", ".data-00000-of-00001", ".meta")) {
      assertEquals("V2 run[1]-7", folder.opened("run[1]-7" + end), end);
    }
  }

  @Test
  void namesAreNotPatterns() throws IOException {
    folder.copyV2("run1-7");
    assertEquals("V2 run[1]-7", folder.opened("run[1]-7"));
    assertTrue(
        folder.refused("run*").startsWith("DIR/run*: no such checkpoint; in DIR there are "));
  }

  @Test
  void v1FileMeansItself() throws IOException {
    assertEquals("V1 vgg_16.ckpt", folder.opened("vgg_16.ckpt"));
  }

  @Test
  void v1ShardsMeanTheWholeSet() throws IOException {
    for (String end : List.of("", "-?????-of-00003", "-00001-of-00003")) {
      assertEquals("V1 m.ckpt-?????-of-00003", folder.opened("m.ckpt" + end), end);
    }
  }

  @Test
  void ofSeveralV1SetsTheOneOfMostFilesIsMeant() throws IOException {
    folder.copy(OneOfEach.V1, "m.ckpt-00000-of-00001");
    assertEquals("V1 m.ckpt-?????-of-00003", folder.opened("m.ckpt"));
    assertEquals("V1 m.ckpt-?????-of-00001", folder.opened("m.ckpt-00000-of-00001"));
  }

  @Test
  void contentDecidesBeforeTheName() throws IOException {
    folder.copy(OneOfEach.V1, "odd.index");
    folder.copy(OneOfEach.V1, "odd.data-00000-of-00001");
    folder.copy(Path.of(OneOfEach.V2 + ".index"), "plain");
    assertEquals("V1 odd.index", folder.opened("odd.index"));
    folder.copy(OneOfEach.V1, "prefix.index");
    assertEquals("V1 prefix.index", folder.opened("prefix"));
    assertEquals("V1 odd.data-00000-of-00001", folder.opened("odd.data-00000-of-00001"));
    try (Checkpoint checkpoint = Checkpoint.open(directory.resolve("plain"))) {
      assertEquals("V2", checkpoint.format().label());
    }
  }

  @Test
  void missingFileSaysWhatIsNear() {
    assertEquals(
        "DIR/m.ckp: no such checkpoint; in DIR there are m.ckpt-?????-of-00003, run[1]-7,"
            + " vgg_16.ckpt",
        folder.refused("m.ckp"));
    assertEquals(
        "DIR/no/x: no such checkpoint; there is no directory DIR/no", folder.refused("no/x"));
  }

  @Test
  void shardWithoutItsIndexSaysSo() throws IOException {
    Files.delete(directory.resolve("run[1]-7.index"));
    String message =
        "DIR/run[1]-7.index: no such file; run[1]-7.data-00000-of-00001 cannot be read";
    assertEquals(message + " without it", folder.refused("run[1]-7"));
    assertEquals(message + " without it", folder.refused("run[1]-7.data-00000-of-00001"));
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
  void fileThatIsNotACheckpointIsNamedByItsKind() throws IOException {
    Files.writeString(
        directory.resolve("lfs"),
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n");
    assertTrue(folder.refused("lfs").contains("is a Git LFS pointer"));
    Files.writeString(directory.resolve("text"), "x".repeat(100));
    String message =
        assertThrows(Unsupported.class, () -> Checkpoint.open(directory.resolve("text")))
            .getMessage();
    assertTrue(message.contains("not a checkpoint: footer: magic is 0x7878787878787878"), message);
  }

  @Test
  void graphOfPrefixIsItsMetaFile() throws IOException {
    Path meta = Path.of("testdata/graphs/frozen/frozen.pb");
    assertEquals(
        "DIR/run[1]-7.meta: no such file; the graph of this checkpoint is there", noGraph());
    for (String prefix : List.of("run[1]-7", "vgg_16.ckpt", "m.ckpt")) {
      folder.copy(meta, prefix + ".meta");
      try (Checkpoint graph = Checkpoint.openGraph(directory.resolve(prefix))) {
        assertEquals(directory.resolve(prefix + ".meta").toString(), graph.path());
      }
    }
  }

  @Test
  void metaFileBesideV1SaysWhoWroteIt() throws IOException {
    Path meta = Path.of("testdata/python/tf1-v2/model.ckpt-3.meta");
    for (String prefix : List.of("vgg_16.ckpt", "m.ckpt")) {
      folder.copy(meta, prefix + ".meta");
      try (Checkpoint checkpoint = Checkpoint.open(directory.resolve(prefix))) {
        assertEquals(Optional.of("2.21.0"), checkpoint.provenance().tensorflow());
        assertEquals(Optional.of(prefix + ".meta"), checkpoint.provenance().source());
      }
    }
  }

  private String noGraph() {
    Path path = directory.resolve("run[1]-7");
    return assertThrows(Missing.class, () -> Checkpoint.openGraph(path))
        .getMessage()
        .replace(directory.toString(), "DIR");
  }
}
