package io.github.tfckpt.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.testing.Fed;
import io.github.tfckpt.testing.Fixtures;
import io.github.tfckpt.testing.NpyBytes;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.Verifying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What damaged bytes look like in the formats that have sums of their own. */
final class DamagedFormatsTest {

  @RegisterExtension final Scratch scratch = new Scratch();

  private static List<String> findings(Path path) {
    return Verifying.lines(Verifying.verify(path), path.getParent());
  }

  private Path npz(int method) throws IOException {
    Path path = scratch.file("x.npz");
    byte[] bytes = NpyBytes.of(Fed.random("w", DType.FLOAT32, 20_000), false);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      ZipEntry entry = new ZipEntry("w.npy");
      entry.setMethod(method);
      entry.setSize(bytes.length);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(bytes);
    }
    assertEquals(List.of(), findings(path));
    return path;
  }

  private static void zero(Path path, int start, int size) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    Arrays.fill(bytes, start, start + size, (byte) 0);
    Files.write(path, bytes);
  }

  /** A page of the file that was lost. */
  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void aPageOfAnArchiveThatIsZero(int method) throws IOException {
    Path path = npz(method);
    zero(path, 8192, 4096);
    List<String> told = findings(path);
    assertEquals(1, told.size(), told.toString());
    Scratch.tells(told.get(0), "w", " are zero", "8192+4096", ", at a 4 KiB edge");
  }

  @Test
  void anArchiveOfKerasThatHasZeros() throws IOException {
    Path path = scratch.file("m.keras");
    Files.copy(Fixtures.TESTDATA.resolve("hdf5/keras-archive/outer.keras"), path);
    byte[] bytes = Files.readAllBytes(path);
    zero(path, bytes.length / 2, 200);
    String told = findings(path).toString();
    Scratch.tells(told, "\"model.weights.h5\": crc32 is", "are zero");
  }

  /** Chunks that were deflated: every one that is damaged is told, and what it looks like. */
  @Test
  void chunksThatHaveZeros() throws IOException {
    Path path = scratch.file("chunks.h5");
    Files.copy(Fixtures.TESTDATA.resolve("hdf5/chunks/chunks.h5"), path);
    assertEquals(List.of(), findings(path));
    int size = (int) Files.size(path);
    long told = 0;
    for (int start = 4096; start < size - 200; start += 4096) {
      Files.copy(
          Fixtures.TESTDATA.resolve("hdf5/chunks/chunks.h5"),
          path,
          StandardCopyOption.REPLACE_EXISTING);
      zero(path, start, 200);
      told +=
          findings(path).stream()
              .filter(line -> line.contains("chunk ") && line.contains(" are zero"))
              .count();
    }
    assertTrue(told > 0);
  }
}
