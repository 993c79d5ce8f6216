package io.github.tfckpt.cli.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.testing.ExportedFiles;
import io.github.tfckpt.testing.ExportedFiles.Stored;
import io.github.tfckpt.testing.Fixtures;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported is what is in the checkpoint. */
final class ExportTest {

  private static final String VGG = "testdata/vgg/vgg_16.ckpt";
  private static final String BROKEN = "testdata/broken/flipped-bit";

  /** The number of the running kernel, by which a part of another machine is told. */
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  @TempDir private Path folder;

  private static Run export(String checkpoint, Path out, String... more) {
    List<String> line = new ArrayList<>(List.of("export", checkpoint, "-o", typed(out)));
    line.addAll(List.of(more));
    return Run.of(line.toArray(new String[0]));
  }

  private static String typed(Path out) {
    return out.getFileName().toString().contains(".") ? out.toString() : out + "/";
  }

  /** The very bytes that numpy and safetensors opened, and found the right tensors in. */
  @TestFactory
  Stream<DynamicTest> filesThatTheLibrariesOpened() throws IOException {
    return NumpyGoldens.of("exports").stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.get("checkpoint").getAsString() + " " + one.get("form").getAsString(),
                    () -> compare(one)));
  }

  private void compare(JsonObject one) throws IOException {
    String form = one.get("form").getAsString();
    boolean isFolder = form.equals("folder");
    assumeTrue(
        !isFolder || "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
        "file names are not UTF-8 here");
    Path out = Files.createTempDirectory(folder, "out").resolve(isFolder ? "out" : "out." + form);
    String[] arguments =
        one.getAsJsonArray("arguments").asList().stream()
            .map(argument -> argument.getAsString())
            .toArray(String[]::new);
    Run run = export(one.get("checkpoint").getAsString(), out, arguments);
    assertEquals(0, run.code(), run.err());
    assertEquals(one.get("sha256").getAsString(), isFolder ? digestOfAll(out) : digest(out));
  }

  private static String digest(Path file) throws IOException {
    return HexFormat.of().formatHex(Fixtures.sha256().digest(Files.readAllBytes(file)));
  }

  private static String digestOfAll(Path out) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        lines.add(out.relativize(file) + "  " + digest(file) + "\n");
      }
    }
    lines.sort(null);
    return Fixtures.sha256(String.join("", lines));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.npz", "out.safetensors", "out"})
  void secondReaderFindsEveryTensor(String name) throws IOException {
    Path out = folder.resolve(name);
    assertEquals(new Run(0, Bytes.EMPTY, ""), export(VGG, out));
    Map<String, Stored> stored = ExportedFiles.read(out);
    try (Checkpoint checkpoint = Checkpoint.open(Path.of(VGG))) {
      assertEquals(checkpoint.tensors().size(), stored.size());
      for (TensorEntry entry : checkpoint.tensors()) {
        Stored tensor = stored.get(entry.name());
        boolean isFloat = entry.dtype().label().equals("float32");
        String numpy = isFloat ? "<f4" : "<i8";
        assertEquals(
            name.endsWith("safetensors") ? (isFloat ? "F32" : "I64") : numpy, tensor.dtype());
        assertEquals(entry.shape().toString(), tensor.shape().toString());
        assertArrayEquals(
            Reading.bytes(checkpoint.read(entry)), tensor.bytes().toArray(), entry.name());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"npz", "safetensors", ""})
  void partsTogetherAreTheWhole(String suffix) throws IOException {
    Path whole = folder.resolve(suffix.isEmpty() ? "whole" : "whole." + suffix);
    assertEquals(0, export(VGG, whole).code());
    for (int of = 1; of <= 7; of++) {
      Map<String, Stored> together = new TreeMap<>();
      for (int number = 1; number <= of; number++) {
        // Parts of a folder may share it.
        String name = suffix.isEmpty() ? "of" + of : number + "-of-" + of + "." + suffix;
        Path out = folder.resolve(name);
        assertEquals(0, export(VGG, out, "--part", number + "/" + of).code());
        int before = suffix.isEmpty() ? 0 : together.size();
        Map<String, Stored> part = ExportedFiles.read(out);
        together.putAll(part);
        assertEquals(suffix.isEmpty() ? together.size() : before + part.size(), together.size());
      }
      assertEquals(ExportedFiles.read(whole), together);
    }
  }

  @Test
  void numberOfThreadsChangesNothing() throws IOException {
    for (String name : List.of("a.npz", "a.safetensors")) {
      Path one = folder.resolve("one-" + name);
      Path five = folder.resolve("five-" + name);
      export("testdata/vgg", one, "--threads", "1");
      export("testdata/vgg", five, "--threads", "5");
      assertEquals(-1, Files.mismatch(one, five));
    }
  }

  @Test
  void namesAsAsked() throws IOException {
    Path out = folder.resolve("a.npz");
    export(VGG, out, "*/fc?/biases", "--map", "vgg_16/fc6/*=six/*", "--map", "vgg_16/*=*");
    assertEquals(Set.of("six/biases", "fc7/biases", "fc8/biases"), names(out));
    String keras = "testdata/python/keras-checkpoint";
    assertEquals(0, export(keras, out, "--names", "full").code());
    try (Checkpoint checkpoint = Checkpoint.open(Path.of(keras))) {
      List<String> full =
          checkpoint.tensors().stream()
              .map(entry -> checkpoint.fullName(entry).orElse(entry.name()))
              .toList();
      assertEquals(Set.copyOf(full), names(out));
    }
  }

  private static Set<String> names(Path out) throws IOException {
    return ExportedFiles.read(out).keySet();
  }

  /** Two counters are called {@code Variable}: {@code list} shows them by their paths. */
  @Test
  void rulesTakeTheNamesThatAreShown() throws IOException {
    String counters = "testdata/roles/counters";
    assertEquals("epoch\nstep\n", Run.of("list", "-1", counters, "epoch", "step").out());
    Path out = folder.resolve("set.npz");
    Run run = export(counters, out, "--role", "counters", "--set", "step=7");
    assertEquals(0, run.code(), run.err());
    try (Checkpoint set = Checkpoint.open(out)) {
      assertArrayEquals(new long[] {7}, set.tensor("step/.ATTRIBUTES/VARIABLE_VALUE").longs());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.npz", "out.safetensors", "out"})
  void damageLeavesNothing(String name) throws IOException {
    Path out = folder.resolve(name);
    assertEquals(ExitCode.DAMAGED, export(BROKEN, out).code());
    assertEquals(Set.of(), everythingIn(folder));
    assertEquals(0, export(BROKEN, out, "-x", "layer_0/momentum").code());
    assertEquals(11, names(out).size());
    // What was whole stays so.
    Set<Path> before = everythingIn(folder);
    assertEquals(ExitCode.DAMAGED, export(BROKEN, out).code());
    assertEquals(11, names(out).size());
    assertEquals(before, everythingIn(folder));
  }

  @Test
  void otherFilesOfAFolderStay() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.createDirectory(out.resolve("mine"));
    Files.writeString(out.resolve("global_step.npy"), "older", StandardCharsets.UTF_8);
    Files.writeString(out.resolve("mine/kept"), "kept", StandardCharsets.UTF_8);
    // A folder that is there needs no slash.
    assertEquals(0, Run.of("export", VGG, "global_step", "-o", out.toString()).code());
    assertEquals(136, Files.size(out.resolve("global_step.npy")));
    assertEquals(
        Set.of(Path.of("global_step.npy"), Path.of("mine"), Path.of("mine/kept")),
        everythingIn(out));
  }

  /** Neither while it is written nor after its writer was killed. */
  @Test
  void whatIsNotWholeYetIsNotRead() throws IOException {
    Path out = folder.resolve("out");
    assertEquals(0, export(VGG, out, "*/fc6/*").code());
    Run whole = Run.of("digest", out.toString());
    assertEquals(2, whole.out().lines().count());
    try (PartFolder part = PartFolder.of(out)) {
      part.create("half.npy").close();
      assertEquals(whole, Run.of("digest", out.toString()));
      assertEquals(2, Run.of("digest", folder.toString()).out().lines().count());
    }
  }

  /** A writer that was killed before it made the folder leaves its own beside it. */
  @Test
  void whatAKilledWriterLeftBesideAFolderGoes() throws IOException {
    assumeTrue(Files.isReadable(BOOT), "no " + BOOT);
    Path out = Files.createDirectory(folder.resolve("out"));
    String name = ".out." + Files.readString(BOOT).substring(0, 8) + "-0123abcd.part";
    Path left = Files.createDirectories(folder.resolve(name).resolve("whole")).getParent();
    Files.createFile(left.resolve("lock"));
    Files.writeString(left.resolve("whole/global_step.npy"), "half");
    assertEquals(0, export(VGG, out, "global_step").code());
    assertEquals(Set.of(Path.of("out"), Path.of("out/global_step.npy")), everythingIn(folder));
  }

  @Test
  void damagedIndexIsExportedWhenNamed() throws IOException {
    Path out = folder.resolve("a.npz");
    Run run = export("testdata/broken/damaged-middle-block", out, "*");
    assertEquals(ExitCode.DAMAGED, run.code());
    assertEquals(8, names(out).size());
  }

  private static Set<Path> everythingIn(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      Set<Path> found =
          files
              .filter(file -> !file.equals(path))
              .map(path::relativize)
              .collect(java.util.stream.Collectors.toSet());
      assertTrue(
          found.stream().noneMatch(file -> file.toString().contains(".part")), path::toString);
      return found;
    }
  }
}
