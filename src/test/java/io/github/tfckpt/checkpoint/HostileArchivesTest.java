package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.TarBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives made to fill memory, a disk or time, or to lead elsewhere. */
final class HostileArchivesTest {

  private static final Path BUNDLE = Path.of("testdata/vgg/frcnn.ckpt-70000");
  private static final String INDEX = ".index";
  private static final String DATA = ".data-00000-of-00001";

  @TempDir private Path folder;

  private interface Content {
    void write(TarBuilder tar) throws IOException;
  }

  private Path tar(Content content) throws IOException {
    Path path = folder.resolve("x.tar");
    try (TarBuilder tar =
        new TarBuilder(new BufferedOutputStream(Files.newOutputStream(path), 1 << 16))) {
      content.write(tar);
    }
    return path;
  }

  private static byte[] index() throws IOException {
    return Files.readAllBytes(Path.of(BUNDLE + INDEX));
  }

  private static byte[] data() throws IOException {
    return Files.readAllBytes(Path.of(BUNDLE + DATA));
  }

  private static String refused(Path path) {
    return Bounded.run(
        () -> assertThrows(CheckpointException.class, () -> readAll(path)).getMessage());
  }

  private static int readAll(Path path) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      for (var entry : checkpoint.tensors()) {
        checkpoint.read(entry).elements().check();
      }
      return checkpoint.tensors().size();
    }
  }

  @Test
  void memberBeyondTheEnd() throws IOException {
    Path path =
        tar(tar -> tar.file("m" + INDEX, index()).file("m" + DATA, 1L << 32, new byte[100]));
    assertTrue(refused(path).contains("past the end"), refused(path));
  }

  @Test
  void namesThatLeadOut() throws IOException {
    Path path =
        tar(
            tar ->
                tar.file("../../etc/m" + INDEX, index())
                    .file("a/../../../m" + DATA, data())
                    .file("/rooted/n" + INDEX, index())
                    .file("rooted/n" + DATA, data()));
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertTrue(checkpoint.path().endsWith("!/rooted/n"), checkpoint.path());
    }
    assertEquals(69, readAll(path));
  }

  @Test
  void links() throws IOException {
    Path path =
        tar(
            tar ->
                tar.file("x/m" + INDEX, index())
                    .file("blobs/data", data())
                    .header("x/m" + DATA, 0, '2', "../blobs/data")
                    .header("circle.index", 0, '2', "circle.index")
                    .header("out.index", 0, '2', "../../../etc/passwd"));
    assertEquals(69, readAll(path));
  }

  @Test
  void sparseMember() throws IOException {
    Path path =
        tar(
            tar ->
                tar.file("m" + INDEX, index())
                    .header("m" + DATA, 100, 'S', "")
                    .bytes(new byte[100]));
    assertTrue(refused(path).contains("a sparse member"), refused(path));
  }

  @Test
  void aMillionMembers() throws IOException {
    Path path =
        tar(
            tar -> {
              for (int i = 0; i < 1_000_000; i++) {
                tar.header("d/" + i, 0, '0', "");
              }
            });
    assertTrue(refused(path).contains("more than 100000 members"), refused(path));
  }

  /** Paths of 4,000 letters shrink to nothing in gzip. */
  @Test
  void longPaths() throws IOException {
    Path path = folder.resolve("long.tgz");
    byte[] name = new byte[4000];
    Arrays.fill(name, (byte) 'a');
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path), 1 << 16);
        TarBuilder tar = new TarBuilder(out)) {
      for (int i = 0; i < 20_000; i++) {
        byte[] count = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(count, 0, name, 0, count.length);
        tar.header("long", name.length, 'L', "").bytes(name).header("x", 0, '0', "");
      }
    }
    assertTrue(refused(path).contains("more than 16777216 letters"), refused(path));
  }

  /** Thirty members of 60 MiB each, which are nothing but zeros. */
  @Test
  void manyMembersThatAreSmallEnoughEach() throws IOException {
    Path path = folder.resolve("bombs.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
      for (int i = 0; i < 30; i++) {
        out.putNextEntry(new ZipEntry("m" + i + ".ckpt"));
        for (int j = 0; j < 60; j++) {
          out.write(new byte[1 << 20]);
        }
      }
    }
    assertTrue(refused(path).contains("no checkpoint in this archive"), refused(path));
    String one = refused(Path.of(path + "!/m3.ckpt"));
    assertTrue(one.contains("more than 100 times as many"), one);
  }

  /** Other great members cost nothing: what a format is known by is kept of each. */
  @Test
  void greatMembersBesideACheckpoint() throws IOException {
    Path path = folder.resolve("mixed.tgz");
    byte[] noise = new byte[5 << 20];
    new Random(3).nextBytes(noise);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path), 1 << 16);
        TarBuilder tar = new TarBuilder(out)) {
      for (int i = 0; i < 8; i++) {
        tar.file("events." + i, noise);
      }
      tar.file("m" + INDEX, index()).file("m" + DATA, data());
    }
    assertEquals(69, readAll(path));
  }

  @Test
  void archiveInAnArchive() throws IOException {
    Path inner = tar(tar -> tar.file("m" + INDEX, index()).file("m" + DATA, data()));
    byte[] bytes = Files.readAllBytes(inner);
    Path path = folder.resolve("outer.tar");
    try (TarBuilder tar = new TarBuilder(Files.newOutputStream(path))) {
      tar.file("inner.tar", bytes);
    }
    assertTrue(refused(path).contains("it holds inner.tar"), refused(path));
    assertEquals(69, readAll(Path.of(path + "!/inner.tar")));
  }

  @Test
  void headersThatMakeNoSense() throws IOException {
    Path damaged = tar(tar -> tar.file("m" + INDEX, index()).file("m" + DATA, data()));
    byte[] bytes = Files.readAllBytes(damaged);
    Random random = new Random(16);
    for (int round = 0; round < 200; round++) {
      byte[] changed = bytes.clone();
      for (int i = 0; i < 4; i++) {
        changed[random.nextInt(512)] = (byte) random.nextInt(256);
      }
      Files.write(damaged, changed);
      Bounded.run(
          () -> {
            try {
              return readAll(damaged);
            } catch (CheckpointException e) {
              return 0;
            }
          });
    }
  }

  @Test
  void paxHeaders() throws IOException {
    for (String text : new String[] {"6 a=b", "99 path=x\n", "x path=x\n", "0 \n", "-4 a=\n"}) {
      byte[] pax = text.getBytes(StandardCharsets.US_ASCII);
      Path path =
          tar(tar -> tar.header("p", pax.length, 'x', "").bytes(pax).file("q", new byte[9]));
      assertTrue(refused(path).contains("pax header"), text);
    }
    byte[] size = "21 size=9223372036854\n".getBytes(StandardCharsets.US_ASCII);
    Path path =
        tar(tar -> tar.header("p", size.length, 'x', "").bytes(size).file("q.index", index()));
    refused(path);
  }

  @Test
  void gzipThatHoldsAThousandTimesAsMuch() throws IOException {
    Path path = folder.resolve("bomb.tgz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path), 1 << 16);
        TarBuilder tar = new TarBuilder(out)) {
      tar.header("zeros", 5L << 28, '0', "").zeros((5L << 28) / 512);
    }
    assertTrue(refused(path).contains("over 100 times as many"), refused(path));
  }

  @Test
  void gzipCutShort() throws IOException {
    Path path = folder.resolve("cut.tgz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path));
        TarBuilder tar = new TarBuilder(out)) {
      tar.file("m" + INDEX, index()).file("m" + DATA, data());
    }
    byte[] whole = Files.readAllBytes(path);
    for (int size = 0; size < whole.length; size += 9973) {
      Files.write(path, Arrays.copyOf(whole, size));
      refused(path);
    }
  }

  @Test
  void zipThatHoldsAThousandTimesAsMuch() throws IOException {
    Path path = folder.resolve("bomb.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
      out.putNextEntry(new ZipEntry("m" + INDEX));
      out.write(index());
      out.putNextEntry(new ZipEntry("m" + DATA));
      for (int i = 0; i < 200; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    assertTrue(refused(path).contains("more than 100 times as many"), refused(path));
  }
}
