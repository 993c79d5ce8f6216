package io.github.tfckpt.cli.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tfckpt.cli.Main;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.part.OutputFailure;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.EntryForm;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.SparseFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that want something of who exports them. */
final class ExportAttacksTest {

  @TempDir private Path folder;

  private Path bundle(String... names) throws IOException {
    Path prefix = folder.resolve("x");
    BundleBuilder bundle = new BundleBuilder(prefix, 1);
    for (String name : names) {
      bundle.add(0, name, DTypes.UINT8, new long[] {1}, new byte[] {7});
    }
    bundle.write();
    return prefix;
  }

  private Run export(Path prefix, String out, String... more) {
    List<String> line = new ArrayList<>(List.of("export", prefix.toString(), "-o", folder + out));
    line.addAll(List.of(more));
    return Run.of(line.toArray(new String[0]));
  }

  private void assertNothingNew() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertEquals(List.of("x.data-00000-of-00001", "x.index"), names);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "..",
        ".",
        "/x",
        "//x",
        "a/../../x",
        "a/./b",
        "a//b",
        "a/",
        "é/../../x",
        "a/b/.."
      })
  void namesThatLeadElsewhere(String name) throws IOException {
    Path prefix = bundle(name, "good");
    Run run = export(prefix, "/out/");
    assertEquals(ExitCode.UNREADABLE, run.code());
    assertEquals(
        "tfckpt: "
            + prefix
            + ": \""
            + name
            + "\": cannot be a file inside the folder;"
            + " npz accepts it\n",
        run.err());
    assertNothingNew();
    assertEquals(0, export(prefix, "/out.npz").code());
    assertEquals(0, export(prefix, "/out/", "-x", name).code());
  }

  @Test
  void namesOfOddBytes() throws IOException {
    Path prefix = folder.resolve("x");
    BundleBuilder bundle = new BundleBuilder(prefix, 1);
    byte[][] keys = {{'.', '.', (byte) 0xff, '/', 'x'}, {'.', '.', 0, '/', 'x'}, {27, '/', 'x'}};
    for (byte[] key : keys) {
      bundle.add(0, key, DTypes.UINT8, new long[] {1}, new byte[] {7});
    }
    bundle.write();
    assertEquals(0, export(prefix, "/out/").code());
    assertTrue(Files.exists(folder.resolve("out/..\\xff/x.npy")));
    assertTrue(Files.exists(folder.resolve("out/..\\x00/x.npy")));
    assertTrue(Files.exists(folder.resolve("out/\\x1b/x.npy")));
  }

  @Test
  void namesThatAreTooLong() throws IOException {
    Path prefix = bundle("a/" + "n".repeat(252));
    Run run = export(prefix, "/out/");
    assertEquals(ExitCode.UNREADABLE, run.code());
    Scratch.tells(run.err(), "a file name of 256 bytes, at most 255 are possible");
    assertNothingNew();
    assertEquals(0, export(bundle("a/" + "n".repeat(251)), "/out/").code());
    Path deep = bundle("d/".repeat(5000) + "x");
    assertEquals(ExitCode.UNREADABLE, export(deep, "/deep/").code());
    assertFalse(Files.exists(folder.resolve("deep")));
  }

  @Test
  void namesThatExcludeEachOther() throws IOException {
    Path prefix = bundle("a", "a.npy", "a.npy/b");
    String message = "\"a.npy/b\" and \"a\" cannot both exist";
    Scratch.tells(export(prefix, "/out/").err(), message);
    Scratch.tells(export(prefix, "/o.npz").err(), "\"a\" and \"a.npy\" cannot both exist");
    assertNothingNew();
    assertEquals(0, export(prefix, "/o.safetensors").code());
    Run run = export(bundle("a", "b"), "/p.safetensors", "--map", "?=c");
    assertEquals(ExitCode.USAGE, run.code());
    Scratch.tells(run.err(), "'a' and 'b' would both be 'c'");
    Run reserved = export(bundle("__metadata__"), "/p.safetensors");
    Scratch.tells(reserved.err(), "safetensors reserves that name");
  }

  /** Whatever is in the way of the last of three files, none of them changes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a link | z: cannot be written: is a link, which is not followed",
        "a folder | z/last.npy: cannot be written: is a directory",
        "a file | z: cannot be written: is not a directory",
        "a folder of others | z: cannot be written: permission denied"
      })
  void aFolderGetsAllOrNothing(String obstacle, String message) throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(out.resolve("a.npy"), "older");
    Path z = out.resolve("z");
    switch (obstacle) {
      case "a link" -> Files.createSymbolicLink(z, elsewhere);
      case "a folder" -> Files.createDirectories(z.resolve("last.npy"));
      case "a file" -> Files.createFile(z);
      default -> {
        Files.createDirectory(z);
        assumeTrue(z.toFile().setWritable(false) && !Files.isWritable(z), "nothing stops root");
      }
    }
    Run run = export(bundle("a", "b/c", "z/last"), "/out/");
    assertEquals(ExitCode.UNREADABLE, run.code());
    assertEquals("tfckpt: " + out + "/" + message + "\n", run.err());
    assertEquals("older", Files.readString(out.resolve("a.npy")));
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(2, files.count(), "a.npy and z");
    }
    try (Stream<Path> files = Files.list(elsewhere)) {
      assertEquals(0, files.count());
    }
  }

  /** What appears while the files are written stops them too. */
  @Test
  void whatComesBetweenIsSeen() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.writeString(out.resolve("a.npy"), "older");
    try (PartFolder part = PartFolder.of(out)) {
      part.check(Path.of("z.npy"));
      part.create("a.npy").close();
      part.create("z.npy").close();
      Files.createDirectory(out.resolve("z.npy"));
      String message = assertThrows(OutputFailure.class, part::commit).getMessage();
      assertEquals(out.resolve("z.npy") + ": cannot be written: is a directory", message);
    }
    assertEquals("older", Files.readString(out.resolve("a.npy")));
  }

  /** Somebody removes what is written while it is: nothing may pass for the whole. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatVanishesIsMissed(boolean isThere) throws IOException {
    Path out = folder.resolve("out");
    if (isThere) {
      Files.createDirectory(out);
    }
    try (PartFolder part = PartFolder.of(out)) {
      part.create("a/one.npy").close();
      part.create("a/two.npy").close();
      removeFiles();
      String message = assertThrows(OutputFailure.class, part::commit).getMessage();
      assertEquals(
          out.resolve("a/one.npy") + ": cannot be written: it was removed meanwhile", message);
    }
    try (PartFolder part = PartFolder.of(out)) {
      part.create("a/one.npy").close();
      removeFiles();
      removeFolders();
      assertThrows(OutputFailure.class, () -> part.create("a/two.npy"));
      assertThrows(OutputFailure.class, () -> part.create("b/two.npy"));
    }
    try (Stream<Path> left = Files.walk(folder)) {
      assertEquals(isThere ? 2 : 1, left.count());
    }
  }

  private void removeFolders() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList()) {
        if (each.toString().contains("/whole")) {
          Files.delete(each);
        }
      }
    }
  }

  private void removeFiles() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".npy")).toList()) {
        Files.delete(file);
      }
    }
  }

  /** A thousand tensors, each of them the whole file of 1 MiB. */
  @Test
  void overlap() throws IOException {
    Path prefix = folder.resolve("x");
    BundleBuilder bundle = new BundleBuilder(prefix, 1);
    int size = 1 << 20;
    EntryForm first = bundle.add(0, "0", DTypes.UINT8, new long[] {size}, new byte[size]);
    for (int i = 1; i < 1000; i++) {
      byte[] key = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
      EntryForm same = bundle.addEntry(key, DTypes.UINT8, size);
      same.size = size;
      same.maskedCrc = first.maskedCrc;
    }
    bundle.write();
    for (String out : List.of("/o.npz", "/o.safetensors", "/o/")) {
      Run run = export(prefix, out);
      assertEquals(ExitCode.DAMAGED, run.code());
      Scratch.tells(run.err(), "tensors of 1048576000 bytes in data files of 1048576");
    }
    assertNothingNew();
  }

  @Test
  void membersThatWouldLeaveTheirFolder() throws IOException {
    Path prefix = bundle("../../x", "/y", "a/../../z", "C:w", "a/../b", "good");
    Run run = export(prefix, "/o.npz");
    assertEquals(0, run.code());
    Scratch.tells(run.err(), "npz: '../../x.npy' would leave the folder if unzipped");
    Scratch.tells(run.err(), "and 1 more");
    assertFalse(run.err().contains("a/../b"), run.err());
    assertEquals("", export(prefix, "/o.npz", "-q").err());
  }

  /** An interrupt in the middle of the work. */
  @ParameterizedTest
  @ValueSource(strings = {"/out.npz", "/out/"})
  void interruptLeavesNothing(String out) throws Exception {
    Path prefix = folder.resolve("x");
    BundleBuilder bundle = new BundleBuilder(prefix, 1);
    long size = 1L << 31;
    bundle.addContent(0, "zeros", DTypes.UINT8, new long[] {size}, zeros(size));
    bundle.write();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "export",
                prefix.toString(),
                "-o",
                folder + out)
            .inheritIO()
            .start();
    try {
      while (!isBegun() && process.isAlive()) {
        Thread.sleep(1);
      }
      process.destroy();
      assertTrue(process.waitFor(Bounded.PATIENCE, TimeUnit.MINUTES));
    } finally {
      process.destroyForcibly();
    }
    assertEquals(143, process.exitValue());
    assertNothingNew();
  }

  private static SparseFile.Content zeros(long count) {
    return new SparseFile.Content() {
      @Override
      public long size() {
        return count;
      }

      @Override
      public void writeTo(SparseFile file) {
        file.zeros(count);
      }
    };
  }

  private boolean isBegun() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".part"));
    }
  }
}
