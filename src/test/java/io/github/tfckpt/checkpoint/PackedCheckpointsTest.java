package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.testing.Outcome;
import io.github.tfckpt.testing.TarBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkpoint in an archive is that checkpoint. */
final class PackedCheckpointsTest {

  private static final Path TESTDATA = Path.of("testdata");

  @TempDir private Path folder;

  /** All ways to pack a folder. */
  private List<Path> packed(String source) throws IOException {
    Path from = TESTDATA.resolve(source);
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).filter(PackedCheckpointsTest::isStored).toList();
    }
    Path tar = folder.resolve("x.tar");
    Path gz = folder.resolve("x.tar.gz");
    for (Path out : List.of(tar, gz)) {
      OutputStream raw = Files.newOutputStream(out);
      try (TarBuilder builder = new TarBuilder(out.equals(gz) ? new GZIPOutputStream(raw) : raw)) {
        for (Path file : files) {
          builder.file("./m/" + from.relativize(file), Files.readAllBytes(file));
        }
      }
    }
    return List.of(
        tar, gz, zip("deflated.zip", from, files, true), zip("s.zip", from, files, false));
  }

  private static boolean isStored(Path file) {
    return !file.getFileName().toString().startsWith("expected");
  }

  private Path zip(String name, Path from, List<Path> files, boolean deflate) throws IOException {
    Path zip = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Path file : files) {
        byte[] bytes = Files.readAllBytes(file);
        ZipEntry entry = new ZipEntry("m/" + from.relativize(file));
        if (!deflate) {
          CRC32 sum = new CRC32();
          sum.update(bytes);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(bytes.length);
          entry.setCrc(sum.getValue());
        }
        out.putNextEntry(entry);
        out.write(bytes);
      }
    }
    return zip;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bundles/dtypes-v2",
        "bundles/shards-v1",
        "bundles/partitioned-v2-shards",
        "bundles/state-relative",
        "python/saved-model",
        "python/objects",
        "safetensors/sharded",
        "safetensors/shards-only",
        "hdf5/sharded"
      })
  void sameAsOutside(String source) throws IOException {
    Outcome expected = Outcome.of(TESTDATA.resolve(source));
    assertTrue(expected.tensors().size() > 0);
    for (Path archive : packed(source)) {
      Outcome found = Outcome.of(archive);
      assertEquals(expected.tensors(), found.tensors(), archive::toString);
      assertEquals(expected.troubles().keySet(), found.troubles().keySet());
      Path named = folder.resolve(archive.getFileName() + "!").resolve("m");
      assertEquals(expected.tensors(), Outcome.of(named).tensors());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  void archiveInArchive(String name) throws IOException {
    Outcome expected = Outcome.of(TESTDATA.resolve("npz/dtypes").resolve(name));
    for (Path archive : packed("npz/dtypes")) {
      Path named = folder.resolve(archive.getFileName() + "!").resolve("m").resolve(name);
      assertEquals(expected.tensors(), Outcome.of(named).tensors());
      String several = refused(archive);
      assertTrue(several.contains("several checkpoints, name one as "), several);
      assertTrue(several.contains("m/deflated.npz, m/stored.npz"), several);
    }
  }

  /** Written by Python: GNU and pax headers for long names, links, gzip, stored and deflated. */
  @ParameterizedTest
  @CsvSource({
    "run.tar, bundles/state-relative",
    "run.tar!/run/model.ckpt-100, bundles/state-relative/model.ckpt-100",
    "vgg_16.tar.gz, vgg/vgg_16.ckpt",
    "saved-model.tgz, python/saved-model",
    "saved-model.tgz!/export/1/variables, python/saved-model/variables",
    "several.zip!/a, bundles/state-none",
    "several.zip!/b, safetensors/sharded",
    "several.zip!/b/model-00002-of-00003.safetensors,"
        + " safetensors/sharded/model-00002-of-00003.safetensors",
    "sharded.zip, safetensors/sharded",
    "links-gnu.tar!/best, bundles/state-none",
    "links-pax.tar!/best, bundles/state-none",
    "links-gnu.tar!/trained/../best/./model.ckpt-3, bundles/state-none"
  })
  void archivesOfPython(String archive, String source) throws IOException {
    Outcome expected = Outcome.of(TESTDATA.resolve(source));
    assertTrue(expected.tensors().size() > 0);
    Path path = TESTDATA.resolve("packed").resolve(archive);
    assertEquals(expected.tensors(), Outcome.of(path).tensors());
    assertEquals(0, Outcome.of(path).troubles().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.tar", "vgg_16.tar.gz", "sharded.zip", "links-pax.tar!/best"})
  void noOutputIsAnArchiveThatIsRead(String archive) throws IOException {
    Path path = TESTDATA.resolve("packed").resolve(archive);
    Path file = TESTDATA.resolve("packed").resolve(archive.split("!", -1)[0]);
    assertTrue(CheckpointFiles.of(path, OptionalLong.empty()).contains(file));
  }

  @Test
  void noCheckpoint() throws IOException {
    Path tar = folder.resolve("none.tar");
    try (TarBuilder builder = new TarBuilder(Files.newOutputStream(tar))) {
      builder.file("a/b.txt", new byte[600]).file("c.bin", new byte[1]);
    }
    assertTrue(refused(tar).endsWith("no checkpoint in this archive; it holds a/b.txt, c.bin"));
    try (TarBuilder builder = new TarBuilder(Files.newOutputStream(tar))) {
      builder.header("empty/", 0, '5', "");
    }
    assertTrue(refused(tar).endsWith("no checkpoint in this archive; it is empty"));
  }

  /** A file of that name goes first, as everywhere. */
  @Test
  void whatIsThereIsNotAnArchive() throws IOException {
    Path archive = packed("bundles/dtypes-v2").get(0);
    Path odd = Files.createDirectories(folder.resolve(archive.getFileName() + "!"));
    assertTrue(refused(odd).contains("no checkpoint in this directory"));
  }

  private static String refused(Path path) {
    return assertThrows(CheckpointException.class, () -> Checkpoint.open(path)).getMessage();
  }
}
