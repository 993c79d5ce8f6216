package io.github.tfckpt.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.inspect.RoleClassifier;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.testing.Fixtures;
import io.github.tfckpt.testing.Hdf5Builder;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.Verifying;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Keras saves, damaged or put together by others. */
final class KerasFilesTest {

  private static final Path HDF5 = Fixtures.TESTDATA.resolve("hdf5");
  private static final String CONFIG = "{\"config\": {\"name\": \"m\", \"layers\": [{}, [1], 2]}}";

  @RegisterExtension final Scratch scratch = new Scratch();

  private static byte[] weights() throws IOException {
    return Files.readAllBytes(HDF5.resolve("sequential/model.weights.h5"));
  }

  private static void member(ZipOutputStream zip, String name, byte[] bytes, int method)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 sum = new CRC32();
      sum.update(bytes);
      entry.setCrc(sum.getValue());
      entry.setSize(bytes.length);
    }
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static byte[] archive(String config, int method) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      byte[] version = "{\"keras_version\": \"3.15.1\"}".getBytes(StandardCharsets.UTF_8);
      member(zip, "metadata.json", version, ZipEntry.STORED);
      member(zip, "config.json", config.getBytes(StandardCharsets.UTF_8), ZipEntry.STORED);
      member(zip, "model.weights.h5", weights(), method);
    }
    return bytes.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(scratch.file(name), bytes);
  }

  private List<String> findings(Path path) {
    return Verifying.lines(Verifying.verify(path), path.getParent());
  }

  @Test
  void anArchiveDescribesItsModel() throws IOException {
    Path path = write("m.keras", archive(CONFIG, ZipEntry.STORED));
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertEquals(
          Map.of("model", "m", "layers", "3", "keras_version", "3.15.1"),
          checkpoint.facts().metadata());
      assertEquals(22, checkpoint.tensors().size());
      assertEquals(4, checkpoint.tensor("sequential/d1/kernel").shape().extent(0));
    }
    assertEquals(List.of(), findings(path));
  }

  @Test
  void compressedWeightsAreRefused() throws IOException {
    Path path = write("m.keras", archive(CONFIG, ZipEntry.DEFLATED));
    Scratch.tells(
        scratch.refused(Unsupported.class, path), "\"model.weights.h5\" is compressed", "unzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"config\": {\"name\": \"m\""})
  void anArchiveOfWhichTheConfigurationIsLostStillHasItsWeights(String config) throws IOException {
    Path path = write("m.keras", archive(config, ZipEntry.STORED));
    assertEquals(22, scratch.names(path).size());
    assertTrue(findings(path).toString().contains("warning"), findings(path).toString());
  }

  @Test
  void anArchiveThatIsCutHasNoDirectory() throws IOException {
    byte[] whole = archive(CONFIG, ZipEntry.STORED);
    for (int length = 60; length < whole.length; length += 37) {
      Path path = write("m.keras", Arrays.copyOf(whole, length));
      Scratch.tells(scratch.refused(Corrupt.class, path), "no directory at its end (truncated?)");
    }
  }

  @Test
  void everyByteOfAnArchiveIsSummed() throws IOException {
    byte[] bytes = archive(CONFIG, ZipEntry.STORED);
    bytes[bytes.length - 1000] ^= 1;
    Path path = write("m.keras", bytes);
    Scratch.tells(findings(path).toString(), "\"model.weights.h5\": crc32 is", "stored");
  }

  private Path shards(String index, String... kept) throws IOException {
    for (String name : kept) {
      Files.copy(HDF5.resolve("sharded").resolve(name), scratch.file(name));
    }
    return write("model.weights.json", index.getBytes(StandardCharsets.UTF_8));
  }

  private static String index() throws IOException {
    return Files.readString(HDF5.resolve("sharded/model.weights.json"));
  }

  @Test
  void whatIsThereOfShardsIsRead() throws IOException {
    Path path = shards(index(), "model_00000.weights.h5", "model_00002.weights.h5");
    assertEquals(4, scratch.names(path).size());
    Scratch.tells(scratch.damage(path).toString(), "model_00001.weights.h5: no such file");
    assertEquals(1, findings(path).size());
  }

  @Test
  void indexesThatSayOtherThanTheirShards() throws IOException {
    String wrong = index().replace("/layers/dense_1/vars", "/layers/dense_7/vars");
    String[] all = {"model_00000.weights.h5", "model_00001.weights.h5", "model_00002.weights.h5"};
    Path path = shards(wrong, all);
    assertEquals(6, scratch.names(path).size());
    Scratch.tells(
        findings(path).toString(),
        "warning: model.weights.json: \"layers/dense_1/vars\" is in model_00001.weights.h5",
        "error: model.weights.json: \"layers/dense_7/vars\" is not in model_00001.weights.h5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"weight_map\": {\"/vars\": \"../x.weights.h5\"}}",
        "{\"weight_map\": {\"/vars\": [\"/x\"]}}",
        "{\"weight_map\": {\"/vars\": 7}}",
        "{\"weight_map\": {\"/vars\": [[]]}}",
        "{\"weight_map\": {}}"
      })
  void indexesThatAreRefused(String index) throws IOException {
    String told = scratch.refused(Corrupt.class, shards(index));
    assertTrue(told.matches(".*(weight_map|not a JSON object).*"), told);
  }

  @Test
  void aDamagedChunkNamesItsDataset() throws IOException {
    byte[] bytes = Files.readAllBytes(HDF5.resolve("chunks/chunks.h5"));
    Path sound = write("c.h5", bytes);
    assertEquals(List.of(), findings(sound));
    // A chunk of zlib begins so.
    int damaged = 0;
    for (int at = 0; at < bytes.length - 40; at++) {
      if (bytes[at] == 0x78 && bytes[at + 1] == (byte) 0xda) {
        byte[] changed = bytes.clone();
        changed[at + 20] ^= 0x10;
        Path path = write("d.h5", changed);
        Scratch.tells(findings(path).toString(), "\"matrix/both\": chunk");
        scratch.refused(Corrupt.class, path, "matrix/both");
        damaged++;
      }
    }
    assertTrue(damaged > 3, damaged + " chunks");
  }

  @Test
  void placesTellRoles() throws IOException {
    Hdf5Builder file = new Hdf5Builder();
    long data = file.add(new byte[8]);
    byte[][] messages = {
      Hdf5Builder.dataspace(2), Hdf5Builder.float32(), Hdf5Builder.contiguous(data, 8)
    };
    long vars = file.group(Map.of("0", file.header(messages), "2", file.header(messages)));
    long seed = file.group(Map.of("vars", file.group(Map.of("0", file.header(messages)))));
    long layer = file.group(Map.of("vars", file.group(Map.of("0", file.header(messages)))));
    long layers = file.group(Map.of("seed_generator_1", seed, "dense", layer));
    long optimizer = file.group(Map.of("vars", vars));
    long root = file.group(Map.of("optimizer", optimizer, "layers", layers));
    try (Checkpoint checkpoint = Checkpoint.open(write("r.weights.h5", file.toBytes(root)))) {
      RoleClassifier roles = RoleClassifier.of(checkpoint);
      assertEquals(
          List.of(Role.WEIGHT, Role.BOOKKEEPING, Role.OPTIMIZER, Role.OPTIMIZER),
          checkpoint.tensors().stream().map(roles::role).toList());
    }
  }

  @Test
  void fileNamesOfKerasAreFoundInADirectory() throws IOException {
    Path path = write("m.weights.h5", weights());
    assertFalse(scratch.names(path.getParent()).isEmpty());
  }
}
