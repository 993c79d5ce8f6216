package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.EntryForm;
import io.github.tfckpt.testing.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that stand for more than anybody wants to wait for. */
final class ExpansionTest {

  private static final int FLOAT = 1;
  private static final int STRING = 7;

  @TempDir private Path folder;

  private static Wire constant(String name, int dtype, long extent, Wire value) {
    Wire shape = new Wire().message(2, new Wire().number(1, extent));
    Wire tensor = new Wire().number(1, dtype).message(2, shape).raw(value.toBytes());
    Wire attr = new Wire().text(1, "value").message(2, new Wire().message(8, tensor));
    return new Wire().message(1, new Wire().text(1, name).text(2, "Const").message(5, attr));
  }

  private String graph(Wire... constants) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Wire each : constants) {
      bytes.writeBytes(each.toBytes());
    }
    return Files.write(folder.resolve("x.pb"), bytes.toByteArray()).toString();
  }

  private String bundle(int copies, EntryForm first, BundleBuilder bundle) throws IOException {
    for (int i = 0; i < copies; i++) {
      EntryForm same = bundle.addEntry(Integer.toString(i).getBytes(StandardCharsets.UTF_8), 0);
      same.dtype = first.dtype;
      same.shape = first.shape;
      same.size = first.size;
      same.maskedCrc = first.maskedCrc;
    }
    bundle.write();
    return folder.resolve("x").toString();
  }

  private static Run run(List<String> line) {
    return Bounded.run(() -> Run.of(line.toArray(new String[0])));
  }

  private void assertRefused(String path, String... commands) {
    for (String command : commands) {
      List<String> line = new ArrayList<>(List.of(command.split(" ")));
      line.add(1, path);
      if (command.startsWith("diff")) {
        line.add(2, path);
      }
      if (command.equals("average")) {
        line.addAll(List.of("-o", folder.resolve("mean.npz").toString()));
      }
      Run run = run(line);
      assertEquals(ExitCode.DAMAGED, run.code(), command + ": " + run.err());
      assertTrue(run.err().contains("--any-size reads them anyway"), run.err());
      assertEquals("", run.out(), command);
      assertEquals(1, run.err().lines().count(), run.err());
    }
  }

  @Test
  void oneStringRepeated() throws IOException {
    String graph = graph(constant("s", STRING, 300_000_000, new Wire().text(8, "abc")));
    assertRefused(graph, "digest", "dump *", "diff", "dump -f lines s");
  }

  @Test
  void stringsThatAreFewEnough() throws IOException {
    String graph = graph(constant("s", STRING, 1_000_000, new Wire().text(8, "abc")));
    Run run = run(List.of("digest", graph));
    assertEquals(0, run.code(), run.err());
  }

  @Test
  void constantsOfGigabytes() throws IOException {
    Wire[] constants = new Wire[2000];
    for (int i = 0; i < constants.length; i++) {
      Wire value = new Wire().fixed32Field(5, 0x3f800000);
      constants[i] = constant("c" + i, FLOAT, 1L << 29, value);
    }
    assertRefused(graph(constants), "digest", "stats", "dump *", "diff", "average");
  }

  @Test
  void entriesOverOneAnother() throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve("x"), 1);
    int size = 1 << 20;
    EntryForm first = bundle.add(0, "a", DTypes.UINT8, new long[] {size}, new byte[size]);
    String path = bundle(20_000, first, bundle);
    assertRefused(path, "digest", "stats", "dump *", "diff", "average");
    assertEquals(0, run(List.of("diff", "--quick", path, path)).code());
    assertEquals(0, run(List.of("dump", path, "7[5:7]")).code());
    assertEquals(0, run(List.of("stats", path, "7?")).code());
  }

  @Test
  void stepsWithEntriesOverOneAnother() throws IOException {
    int size = 1 << 20;
    for (int step = 1; step < 3; step++) {
      BundleBuilder bundle = new BundleBuilder(folder.resolve("x-" + step), 1);
      bundle(20_000, bundle.add(0, "a", DTypes.UINT8, new long[] {size}, new byte[size]), bundle);
    }
    assertRefused(folder.toString(), "history --values", "history --find nan,inf");
    String one = folder.resolve("x-1").toString();
    assertRefused(one, "report -o -", "report -o - " + one);
    assertRefused(folder.toString(), "report -o -");
    assertEquals(0, run(List.of("history", folder.toString())).code());
    assertEquals(0, run(List.of("history", "--values", folder.toString(), "7?")).code());
    BundleBuilder small = new BundleBuilder(folder.resolve("x-3"), 1);
    small.add(0, "7", DTypes.UINT8, new long[] {1}, new byte[1]);
    small.write();
    Run run = run(List.of("history", "--values", "-f", "csv", folder.toString()));
    assertEquals(ExitCode.DAMAGED, run.code());
    assertEquals(2, run.err().lines().count(), run.err());
    assertEquals(2, run.out().lines().count(), run.out());
  }

  @Test
  void stringsOverOneAnother() throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve("x"), 1);
    List<byte[]> strings = Collections.nCopies(1 << 20, new byte[6]);
    EntryForm first = bundle.addStrings(0, "a", new long[] {strings.size()}, strings);
    assertRefused(bundle(300, first, bundle), "digest", "dump -f lines *", "diff");
  }

  @Test
  void theOptionTakesThem() throws IOException {
    Wire zeros = constant("z", FLOAT, 5L << 26, new Wire().fixed32Field(5, 0));
    String graph = graph(zeros);
    assertRefused(graph, "stats");
    Run run = run(List.of("stats", "--any-size", graph));
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("float32"), run.out());
  }

  /** As {@code /dev/zero} is one, and {@code yes}. */
  @Test
  void listsOfDigestsWithoutAnEnd() throws IOException {
    Path list = folder.resolve("list");
    for (String text : List.of("\0".repeat(1 << 20), "y\n".repeat(5 << 20))) {
      Files.writeString(list, text);
      Run run = run(List.of("digest", "--check", list.toString(), "testdata/vgg"));
      assertEquals(ExitCode.UNREADABLE, run.code());
      assertTrue(run.err().contains("not a list of digests: "), run.err());
    }
  }

  /** What is not there is not read either. */
  @Test
  void shardsThatAreMissingOrCutShort() throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve("x"), 2);
    bundle.add(0, "there", DTypes.UINT8, new long[] {1}, new byte[1]);
    EntryForm far = bundle.addEntry("far".getBytes(StandardCharsets.UTF_8), DTypes.UINT8, 5L << 40);
    far.size = 5L << 40;
    EntryForm gone =
        bundle.addEntry("gone".getBytes(StandardCharsets.UTF_8), DTypes.UINT8, 5L << 40);
    gone.size = 5L << 40;
    gone.shard = 1;
    bundle.write();
    Files.delete(BundleBuilder.dataFile(folder.resolve("x"), 1, 2));
    Run run = run(List.of("digest", folder.resolve("x").toString()));
    assertTrue(run.out().endsWith("  there\n"), run.out() + run.err());
  }
}
