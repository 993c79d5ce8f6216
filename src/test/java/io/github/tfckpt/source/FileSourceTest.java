package io.github.tfckpt.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.testing.SparseFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files read by position, and files that are not what they seemed. */
final class FileSourceTest {

  @TempDir private Path folder;

  @Test
  void runsOfRuns() throws IOException {
    Path path = Files.write(folder.resolve("f"), new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
    try (FileSource file = FileSource.open(path)) {
      ByteSource run = file.slice(2, 5).slice(1, 3);
      assertArrayEquals(new byte[] {3, 4, 5}, run.readAll());
      assertEquals(path + ": bytes 3+3", run.description());
      assertEquals(0, file.slice(8, 0).size());
      for (long[] beyond :
          new long[][] {
            {1, 3}, {-1, 1}, {0, -1}, {4, 0}, {Long.MAX_VALUE, 1}, {1, Long.MAX_VALUE}
          }) {
        assertThrows(Corrupt.class, () -> run.slice(beyond[0], beyond[1]));
      }
      assertThrows(Corrupt.class, () -> run.read(2, ByteBuffer.allocate(2)));
      assertThrows(Corrupt.class, () -> file.read(Long.MAX_VALUE, ByteBuffer.allocate(2)));
    }
  }

  @Test
  void whatIsNotAFileIsMissing() {
    for (String name : new String[] {"absent", ".", "absent/inside"}) {
      assertThrows(Missing.class, () -> FileSource.open(folder.resolve(name)));
    }
  }

  @Test
  void devicesAreNotOpened() {
    Path device = Path.of("/dev/zero");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(device), "no such device here");
    String message = assertThrows(Missing.class, () -> FileSource.open(device)).getMessage();
    assertTrue(message.contains("not a regular file"), message);
  }

  @Test
  void fileCutShortWhileItIsOpen() throws IOException {
    Path path = Files.write(folder.resolve("f"), new byte[100]);
    try (FileSource file = FileSource.open(path)) {
      Files.write(path, new byte[10]);
      String message =
          assertThrows(Corrupt.class, () -> file.read(5, ByteBuffer.allocate(50))).getMessage();
      assertTrue(message.contains("ends at 10, was 100 bytes long"), message);
    }
  }

  @Test
  void fileThatGrowsWhileItIsOpen() throws IOException {
    Path path = Files.write(folder.resolve("f"), new byte[100]);
    try (FileSource file = FileSource.open(path)) {
      Files.write(path, new byte[50], StandardOpenOption.APPEND);
      assertEquals(100, file.size());
      assertEquals(100, file.readAll().length);
      assertThrows(Corrupt.class, () -> file.read(90, ByteBuffer.allocate(20)));
    }
  }

  @Test
  void beyondFourGiB() throws IOException {
    Path path = folder.resolve("sparse");
    long far = (1L << 32) + 5;
    try (SparseFile file = new SparseFile(path)) {
      file.zeros(far);
      file.write(new byte[] {1, 2, 3});
      file.zeros(100);
    }
    try (FileSource file = FileSource.open(path)) {
      assertEquals(far + 103, file.size());
      assertArrayEquals(new byte[] {0, 1, 2, 3, 0}, file.slice(far - 1, 5).readAll());
    }
  }

  @Test
  void piecesCoverASourceOnce() throws IOException {
    byte[] bytes = new byte[2 * Pieces.SIZE + 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((i * 31) >> 5);
    }
    ByteBuffer copy = ByteBuffer.allocate(bytes.length);
    ByteSource source = new ArraySource("here", bytes, bytes.length);
    Pieces.forEach(
        source,
        piece -> {
          Pieces.forEach(source.slice(0, 100), inner -> inner.put(0, (byte) 99));
          copy.put(piece);
        });
    assertArrayEquals(bytes, copy.array());
  }
}
