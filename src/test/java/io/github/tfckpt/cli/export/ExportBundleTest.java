package io.github.tfckpt.cli.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.Fixtures;
import io.github.tfckpt.testing.Fixtures.Golden;
import io.github.tfckpt.testing.Fixtures.GoldenTensor;
import io.github.tfckpt.testing.NumpyGoldens;
import io.github.tfckpt.testing.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports to {@code PREFIX.index}: what TensorFlow would have written, and nothing by halves. */
final class ExportBundleTest {

  private static final String VGG = "testdata/vgg/vgg_16.ckpt";
  private static final String OBJECTS = "testdata/python/objects/ckpt-1";
  private static final String GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";

  /** The number of the running kernel, by which a part of another machine is told. */
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private static final Run SILENT = new Run(ExitCode.OK, Bytes.EMPTY, "");

  @TempDir private Path folder;

  private Run export(String checkpoint, String... more) {
    List<String> line = new ArrayList<>(List.of("export", checkpoint, "-o", index().toString()));
    line.addAll(List.of(more));
    return Run.of(line.toArray(new String[0]));
  }

  private Path index() {
    return folder.resolve("new.index");
  }

  private Path data() {
    return folder.resolve("new.data-00000-of-00001");
  }

  /** One {@code SaveV2} wrote these in the order of their keys. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bundles/many-names/model.ckpt-3000",
        "bundles/run[1]/model[2].ckpt",
        "bundles/state-none/model.ckpt-3",
        "bundles/state-relative/model.ckpt-1000",
        "graphs/frozen/model.ckpt"
      })
  void sameBytesAsSaveV2(String prefix) throws IOException {
    assertEquals(SILENT, export("testdata/" + prefix));
    assertSame(prefix + ".index", index());
    assertSame(prefix + ".data-00000-of-00001", data());
  }

  private static void assertSame(String golden, Path file) throws IOException {
    assertArrayEquals(
        Files.readAllBytes(Path.of("testdata", golden)), Files.readAllBytes(file), golden);
  }

  /** The very bytes that TensorFlow restored tensors, models and tables from. */
  @TestFactory
  Stream<DynamicTest> filesThatTensorFlowRestored() throws IOException {
    return NumpyGoldens.of("index-exports").stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.get("checkpoint").getAsString() + one.get("arguments"),
                    () -> compareDigests(one)));
  }

  private void compareDigests(JsonObject one) throws IOException {
    String command = one.has("command") ? one.get("command").getAsString() : "export";
    String checkpoint = one.get("checkpoint").getAsString();
    List<String> line =
        new ArrayList<>(List.of(command, checkpoint, "-q", "-o", index().toString()));
    one.getAsJsonArray("arguments").forEach(each -> line.add(each.getAsString()));
    assertEquals(SILENT, Run.of(line.toArray(new String[0])));
    assertEquals(one.get("index").getAsString(), digest(index()));
    assertEquals(one.get("data").getAsString(), digest(data()));
  }

  private static String digest(Path file) throws IOException {
    return HexFormat.of().formatHex(Fixtures.sha256().digest(Files.readAllBytes(file)));
  }

  /** Every checkpoint of testdata: the tensors that TensorFlow was fed, and nothing to report. */
  @TestFactory
  Stream<DynamicTest> everyCheckpointStaysTheSame() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path of : Fixtures.folders()) {
      for (Golden golden : Fixtures.goldens(of)) {
        if (golden.tensors().stream().noneMatch(ExportBundleTest::isForged)) {
          String name = golden.open().get(0) + golden.step().toString();
          tests.add(DynamicTest.dynamicTest(name, () -> compare(golden)));
        }
      }
    }
    assertTrue(tests.size() > 60, "only " + tests.size());
    return tests.stream();
  }

  private static boolean isForged(GoldenTensor tensor) {
    return tensor.refuses() && !tensor.key().toString().contains("ITERATOR");
  }

  private void compare(Golden golden) throws IOException {
    String from = golden.open().get(0).toString();
    String[] step =
        golden.step().isPresent()
            ? new String[] {"-q", "--step", golden.step().getAsLong() + ""}
            : new String[] {"-q"};
    assertEquals(SILENT, export(from, step));
    try (Checkpoint a = Checkpoint.open(golden.open().get(0), golden.step());
        Checkpoint b = Checkpoint.open(index())) {
      assertEquals(List.of(), b.damage());
      assertEquals(List.of(), b.remarks());
      assertEquals(lines(a), lines(b));
      for (GoldenTensor tensor : golden.tensors()) {
        TensorEntry entry = Reading.one(b, tensor.key().toString());
        assertEquals(tensor.dtype(), entry.dtype().label());
        assertEquals(tensor.shape(), entry.shape().extents());
        if (tensor.refuses()) {
          assertArrayEquals(
              a.opaque(Reading.one(a, entry.name())).bytes().readAll(),
              b.opaque(entry).bytes().readAll());
        } else {
          assertEquals(tensor.sha256(), Reading.sha256(b, entry), entry.name());
        }
      }
    }
    Run verified = Run.of("verify", index().toString());
    boolean isOdd = from.contains("synthetic/names");
    assertTrue(verified.out().contains(isOdd ? "sound, 1 warning" : "sound;"), verified.out());
  }

  private static List<String> lines(Checkpoint checkpoint) throws IOException {
    List<String> lines = new ArrayList<>();
    // Layers name the tensors of a Keras file; a checkpoint has an object graph for that.
    boolean hasGraph = !checkpoint.named(TensorEntry.OBJECT_GRAPH.toString()).isEmpty();
    for (TensorEntry entry : checkpoint.tensors()) {
      String full = hasGraph ? checkpoint.fullName(entry).orElse("") : "";
      boolean hasValues = !entry.dtype().label().equals("variant");
      String digest = hasValues ? Reading.sha256(checkpoint, entry) : "";
      lines.add(entry + " " + full + " " + digest);
    }
    return lines;
  }

  @Test
  void namesAreKeys() throws IOException {
    assertEquals(SILENT, export(VGG, "*/fc?/biases", "--map", "vgg_16/*=\\xff\\x00*"));
    try (Checkpoint made = Checkpoint.open(index())) {
      byte[] key = made.tensors().get(0).key().toArray();
      assertEquals(3, made.tensors().size());
      assertArrayEquals("\u00ff\0fc6/biases".getBytes(StandardCharsets.ISO_8859_1), key);
    }
  }

  /** The graph comes along, and knows the tensors that came along by their keys. */
  @Test
  void graphFollows() throws IOException {
    assertEquals(
        SILENT,
        export(OBJECTS, "module/*", "table/*", "--map", "module/*=body/*", "--map", "table/*=t/*"));
    Map<String, String> keys = keysOfGraph();
    assertEquals(18, keys.size());
    assertTrue(keys.containsKey(GRAPH));
    assertEquals(15, keys.keySet().stream().filter(key -> key.startsWith("body/")).count());
    assertTrue(keys.containsKey("t/.ATTRIBUTES/table-values"), keys::toString);
    Run verified = Run.of("verify", index().toString());
    assertTrue(verified.out().contains(": sound;"), verified.out());
    String objects = Run.of("objects", "-f", "json", index().toString()).out();
    assertTrue(objects.contains("t/.ATTRIBUTES/table"), objects);
    assertFalse(objects.contains("ITERATOR"), objects);
    assertEquals(0, export(OBJECTS, "module/*", "-x", GRAPH).code());
    assertFalse(keysOfGraph().containsKey(GRAPH));
  }

  @Test
  void graphOfSomeRoles() throws IOException {
    assertEquals(0, export("testdata/python/keras-checkpoint", "-q", "--role", "weights").code());
    assertEquals(5, keysOfGraph().size());
    assertTrue(keysOfGraph().containsKey(GRAPH));
    assertTrue(Run.of("verify", index().toString()).out().contains(": sound;"));
  }

  /** Names as TF1 has them are no names of objects: TensorFlow restores those by their names. */
  @Test
  void graphIsLeftOutWhereNamesLoseTheirAttributes() throws IOException {
    Run run = export(OBJECTS, "scope/*", "--names", "full");
    assertEquals(
        "tfckpt: _CHECKPOINTABLE_OBJECT_GRAPH: left out, TensorFlow finds no object by a key without"
            + " its /.ATTRIBUTES/ ending: \"scope/vv\"\n",
        run.err());
    assertEquals(0, run.code());
    assertFalse(keysOfGraph().containsKey(GRAPH));
    assertTrue(keysOfGraph().containsKey("scope/vv/Adam"));
  }

  /** A table has one label for its two tensors. */
  @Test
  void graphThatCannotFollow() throws IOException {
    Run run = export(OBJECTS, "-x", "*table-values");
    assertEquals(
        "tfckpt: "
            + OBJECTS
            + ": object graph: its key \"table/.ATTRIBUTES/table\" stands for all tensors whose keys"
            + " begin with it: rename or leave out \"table/.ATTRIBUTES/table-values\" like the others\n",
        run.err());
    assertEquals(ExitCode.UNREADABLE, run.code());
    assertEquals(Map.of(), contents());
  }

  /** The full name of each tensor, by its key. */
  private Map<String, String> keysOfGraph() throws IOException {
    Map<String, String> keys = new TreeMap<>();
    try (Checkpoint made = Checkpoint.open(index())) {
      for (TensorEntry entry : made.tensors()) {
        keys.put(entry.name(), made.fullName(entry).orElse(""));
      }
    }
    return keys;
  }

  @ParameterizedTest
  @ValueSource(strings = {"testdata/broken/flipped-bit", "testdata/broken/truncated-data"})
  void damageLeavesTheOldOne(String broken) throws IOException {
    assertEquals(ExitCode.DAMAGED, export(broken).code());
    assertEquals(Map.of(), contents());
    assertEquals(SILENT, export(VGG));
    Map<String, String> before = contents();
    assertEquals(2, before.size());
    assertEquals(ExitCode.DAMAGED, export(broken).code());
    assertEquals(before, contents());
  }

  @Test
  void anythingButFilesIsNotReplaced() throws IOException {
    Files.createDirectory(data());
    Run run = export(VGG);
    assertEquals(ExitCode.UNREADABLE, run.code());
    assertEquals("tfckpt: " + data() + ": cannot be written: is a directory\n", run.err());
    assertFalse(Files.exists(index()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void numberOfThreadsChangesNothing(int threads) throws IOException {
    export("testdata/vgg", "--threads", threads + "");
    Path other = folder.resolve("other.index");
    Run.of("export", "testdata/vgg", "-o", other.toString(), "--threads", "3");
    assertEquals(-1, Files.mismatch(index(), other));
    assertEquals(-1, Files.mismatch(data(), folder.resolve("other.data-00000-of-00001")));
  }

  @Test
  void tensorsOfNoElementsAreTransposed() throws IOException {
    String shapes = "testdata/bundles/shapes-v2/model.ckpt";
    assertEquals(SILENT, export(shapes, "*32/empty_*", "--transpose", "*32/empty_*"));
    try (Checkpoint made = Checkpoint.open(index())) {
      assertEquals("[0, 2]", made.tensor("float32/empty_last").shape().toString());
    }
    String[] diff = {
      "diff", shapes, index().toString(), "*32/empty_*", "--transpose", "*32/empty_*"
    };
    assertEquals(0, Run.of(diff).code());
  }

  @Test
  void checkpointWhoseHeaderHasNoFields() throws IOException {
    Path empty = Path.of("testdata/synthetic/empty-header/x");
    assertEquals(0, export(empty.toString(), "-q").code());
  }

  @Test
  void checkpointOfNoTensors() throws IOException {
    Path none = folder.resolve("none");
    new BundleBuilder(none, 1).write();
    assertEquals(SILENT, export(none.toString()));
    assertEquals(0, Files.size(data()));
    String verified = Run.of("verify", index().toString()).out();
    assertTrue(verified.contains(": sound; checked 3 blocks, 0 tensors"), verified);
  }

  /** Shards of other numbers stay where they are, and the new index does not name them. */
  @Test
  void overAnOlderCheckpoint() throws IOException {
    String[] shards = {"0-of-00003", "1-of-00003", "2-of-00003"};
    Path old = Path.of("testdata/bundles/partitioned-v2-shards");
    Files.copy(old.resolve("model.ckpt.index"), index());
    for (String shard : shards) {
      Path from = old.resolve("model.ckpt.data-0000" + shard);
      Files.copy(from, folder.resolve("new.data-0000" + shard));
    }
    Run run = export("testdata/bundles/many-names");
    assertEquals(
        "tfckpt: new.data-00000-of-00003 and 2 more: of another checkpoint; kept, but the new one"
            + " does not use them\n",
        run.err());
    assertSame("bundles/many-names/model.ckpt-3000.index", index());
    assertSame("bundles/many-names/model.ckpt-3000.data-00000-of-00001", data());
    assertEquals(5, contents().size());
    assertEquals(0, export(VGG, "-q").code());
    assertEquals(5, contents().size());
    assertTrue(Run.of("verify", index().toString()).out().contains(": sound, 3 warnings;"));
    // The shard has had a second name on the way: it is gone.
    assertFalse(Files.exists(folder.resolve("new.data-00000-of-00002")));
  }

  /** A writer that is killed while it takes the place of a checkpoint leaves a second name. */
  @Test
  void secondNameOfAKilledWriterGoes() throws IOException {
    assumeTrue(Files.isReadable(BOOT), "no " + BOOT);
    Path second = folder.resolve("new.data-00000-of-00002");
    assertEquals(0, export(VGG, "-q").code());
    // Killed when both files had their places.
    Files.createLink(second, data());
    assertEquals("", export(VGG).err());
    assertEquals(2, contents().size());
    // Killed before: its shard is only in the folder that it left.
    String kernel = Files.readString(BOOT).substring(0, 8);
    Path left =
        Files.createDirectory(
            folder.resolve(".new.data-00000-of-00001." + kernel + "-0123abcd.part"));
    Files.createFile(left.resolve("lock"));
    Files.createLink(second, Files.writeString(left.resolve("whole"), "half"));
    assertEquals("", export(VGG).err());
    assertEquals(2, contents().size());
    // Somebody else's.
    Files.writeString(second, "half");
    assertTrue(export(VGG).err().contains("kept, but"));
    assertEquals(3, contents().size());
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), digest(file));
      }
    }
    return contents;
  }
}
