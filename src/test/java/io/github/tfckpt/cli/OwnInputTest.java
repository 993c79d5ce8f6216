package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.cli.common.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Output that would take the place of what is read: it is refused, and nothing changes. */
final class OwnInputTest {

  @TempDir private Path folder;

  @BeforeEach
  void copies() throws IOException {
    Path bundle = Path.of("testdata/broken/flipped-bit");
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Files.writeString(folder.resolve("checkpoint"), "model_checkpoint_path: \"model.ckpt-7\"\n");
    Files.copy(Path.of("testdata/vgg/vgg_16.ckpt"), folder.resolve("old.npz"));
    Files.writeString(folder.resolve("model.ckpt-7.meta"), "");
    Files.writeString(folder.resolve("list"), "");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("model.ckpt-7.index"));
    Files.createSymbolicLink(folder.resolve("link.index"), Path.of("model.ckpt-7.index"));
    Files.createLink(folder.resolve("hard.index"), folder.resolve("model.ckpt-7.index"));
    Files.copy(Path.of("testdata/vgg/vgg_16.ckpt"), folder.resolve("v1.index"));
  }

  @ParameterizedTest
  @CsvSource({
    "list @/model.ckpt-7, model.ckpt-7.index",
    "list @/model.ckpt-7, link",
    "list @/model.ckpt-7.index, model.ckpt-7.data-00001-of-00002",
    "list @, checkpoint",
    "info @/model.ckpt-7, model.ckpt-7.meta",
    "dump @/old.npz global_step, old.npz",
    "stats @/old.npz, old.npz",
    "find @/old.npz fc6, old.npz",
    "digest @/old.npz, old.npz",
    "digest --check @/list @/old.npz, list",
    "diff @/model.ckpt-7 @/old.npz, old.npz",
    "diff @ @/old.npz, model.ckpt-7.data-00000-of-00002",
    "verify @/old.npz @/model.ckpt-7, model.ckpt-7.index",
    "report @/old.npz, old.npz",
    "report @/old.npz @/model.ckpt-7, model.ckpt-7.index",
    "export @/old.npz, old.npz",
    "export @/model.ckpt-7, model.ckpt-7.index",
    "export @, model.ckpt-7.index",
    "export @/model.ckpt-7.index, link.index",
    "export @/model.ckpt-7, hard.index",
    "export @/v1.index, v1.index"
  })
  void isRefused(String command, String output) throws IOException {
    Map<String, String> before = contents();
    String file = folder.resolve(output).toString();
    String line = command.replace("@", folder.toString()) + " -o " + file;
    Run run = Run.of(line.split(" ", -1));
    String name = command.substring(0, command.indexOf(' '));
    assertEquals(
        "tfckpt: " + file + ": output file is input file\ntry 'tfckpt " + name + " --help'\n",
        run.err());
    assertEquals(ExitCode.USAGE, run.code());
    assertEquals(before, contents());
  }

  /** The shard of a new checkpoint, too, is no file of the old one. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shardIsNotReplaced(boolean isLink) throws IOException {
    Path shard = folder.resolve("model.ckpt-7.data-00001-of-00002");
    Path data = folder.resolve("new.data-00000-of-00001");
    Path made = isLink ? Files.createSymbolicLink(data, shard) : Files.createLink(data, shard);
    Map<String, String> before = contents();
    String index = folder.resolve("new.index").toString();
    Run run = Run.of("export", folder + "/model.ckpt-7", "-o", index);
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(run.err().startsWith("tfckpt: " + made + ": output file is input file"), run.err());
    assertEquals(before, contents());
  }

  @ParameterizedTest
  @ValueSource(strings = {"diff", "report", "export"})
  void filesOfRulesAreNotReplaced(String command) throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.npz"), "*=*\n");
    String input = folder + "/model.ckpt-7";
    List<String> line = new ArrayList<>(List.of(command, input));
    if (!command.equals("export")) {
      line.add(input);
    }
    line.addAll(List.of("--map-from", rules.toString(), "-o", rules.toString()));
    Run run = Run.of(line.toArray(String[]::new));
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(run.err().startsWith("tfckpt: " + rules + ": output file is input"), run.err());
    assertEquals("*=*\n", Files.readString(rules));
  }

  /** The arrays of a folder, and the files that an index names, are input too. */
  @Test
  void filesOfAFolderAreNotReplaced() throws IOException {
    Path arrays = folder.resolve("arrays");
    assertEquals(ExitCode.OK, Run.of("export", folder + "/old.npz", "-o", arrays + "/").code());
    Path step = arrays.resolve("global_step.npy");
    byte[] before = Files.readAllBytes(step);
    String wrong = "tfckpt: " + step + ": output file is input file";
    for (String[] line :
        new String[][] {
          {"export", arrays.toString(), "global_step", "-o", arrays + "/"},
          {"export", step.toString(), "-o", arrays + "/"},
          {"average", arrays.toString(), arrays.toString(), "-o", arrays + "/"},
          {"list", arrays.toString(), "-o", step.toString()}
        }) {
      Run run = Run.of(line);
      assertEquals(ExitCode.USAGE, run.code(), run.err());
      assertTrue(line[0].equals("average") || run.err().startsWith(wrong), run.err());
      assertTrue(run.err().contains("output file is input file"), run.err());
      assertArrayEquals(before, Files.readAllBytes(step));
    }
    // What comes beside the input is no loss.
    Run beside =
        Run.of("export", arrays + "", "global_step", "--map", "*=copy_of_*", "-o", arrays + "/");
    assertEquals(ExitCode.OK, beside.code(), beside.err());
    assertArrayEquals(before, Files.readAllBytes(arrays.resolve("copy_of_global_step.npy")));
  }

  @Test
  void filesThatAnIndexNamesAreNotReplaced() throws IOException {
    Path weights = folder.resolve("m.safetensors");
    assertEquals(ExitCode.OK, Run.of("export", folder + "/old.npz", "-o", weights + "").code());
    Path index = folder.resolve("m.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\": {\"global_step\": \"m.safetensors\"}}");
    byte[] before = Files.readAllBytes(weights);
    Run run = Run.of("list", index.toString(), "-o", weights.toString());
    assertEquals(ExitCode.USAGE, run.code(), run.err());
    assertArrayEquals(before, Files.readAllBytes(weights));
  }

  @Test
  void otherFilesBesideItAreReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("model.ckpt-7.txt"), "older");
    Run run =
        Run.of("list", "-1", "-o", file.toString(), folder.resolve("old.npz") + "", "global_step");
    assertEquals(ExitCode.OK, run.code());
    assertEquals("global_step\n", Files.readString(file));
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> contents.put(file.toString(), content(file)));
    }
    return contents;
  }

  private static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
