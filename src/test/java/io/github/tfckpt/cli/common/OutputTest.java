package io.github.tfckpt.cli.common;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.cli.Main;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.io.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output that goes into a file, and output that nobody takes. */
final class OutputTest {

  private static final String VGG = "testdata/vgg/vgg_16.ckpt";

  @TempDir private Path folder;

  @Test
  void fileHoldsWhatStandardOutputWould() throws IOException {
    Path file = folder.resolve("list.json");
    Files.writeString(file, "older");
    Run toFile = Run.of("list", "-f", "json", "-o", file.toString(), VGG);
    assertEquals(ExitCode.OK, toFile.code());
    assertEquals("", toFile.out() + toFile.err());
    assertArrayEquals(
        Run.of("list", "-f", "json", VGG).bytes().toArray(), Files.readAllBytes(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void linkStaysALink() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "older");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    assertEquals(0, Run.of("dump", "-o", link.toString(), VGG, "global_step").code());
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("global_step  int64  []\n0\n", Files.readString(file));
  }

  @Test
  void failureLeavesNothing() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept"), "older");
    String broken = "testdata/broken/flipped-bit";
    Run run = Run.of("dump", "-f", "raw", "-o", kept.toString(), broken, "layer_0/momentum");
    assertEquals(ExitCode.DAMAGED, run.code());
    assertEquals("older", Files.readString(kept));
    assertEquals(List.of(kept), files());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dump testdata/broken/swapped-shards *",
        "dump -f json testdata/vgg/vgg_16.ckpt global_step nosuch",
        "digest testdata/broken/swapped-shards",
        "digest -f json testdata/broken/flipped-bit layer_0/momentum",
        "digest testdata/vgg/vgg_16.ckpt global_step nosuch",
        "digest testdata/broken/damaged-middle-block",
        "stats testdata/broken/swapped-shards",
        "stats -f json testdata/broken/flipped-bit",
        "stats testdata/vgg/vgg_16.ckpt global_step nosuch",
        "stats testdata/broken/damaged-middle-block"
      })
  void partialAnswerLeavesTheFile(String command) throws IOException {
    Path kept = Files.writeString(folder.resolve("kept"), "older");
    Run run = Run.of((command + " -o " + kept).split(" ", -1));
    assertTrue(run.code() == ExitCode.DAMAGED || run.code() == ExitCode.NO_TENSOR);
    assertEquals("older", Files.readString(kept));
    assertEquals(List.of(kept), files());
    assertTrue(run.err().contains(kept + ": not written, "), run.err());
    assertEquals(run.code(), Run.of(command.split(" ", -1)).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list testdata/broken/damaged-middle-block",
        "verify testdata/broken/flipped-bit",
        "diff testdata/broken/flipped-bit testdata/broken/swapped-shards",
        "digest testdata/broken/damaged-middle-block *",
        "digest -c - testdata/broken/flipped-bit",
        "stats --find zero testdata/vgg/vgg_16.ckpt",
        "dump testdata/broken/damaged-middle-block *"
      })
  void wholeAnswerIsWrittenThoughItIsNo(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "older");
    String list = "0".repeat(64) + "  layer_0/momentum\n";
    Run run = Run.withInput(list, (command + " -o " + file).split(" ", -1));
    assertTrue(run.code() == ExitCode.DAMAGED || run.code() == ExitCode.NO, run.err());
    Run shown = Run.withInput(list, command.split(" ", -1));
    assertEquals(shown.out(), Files.readString(file));
  }

  @Test
  void unwritableOutput() throws IOException {
    String nowhere = folder.resolve("no/such/file").toString();
    Run run = Run.of("list", "-o", nowhere, VGG);
    assertEquals(ExitCode.UNREADABLE, run.code());
    assertEquals("tfckpt: " + nowhere + ": cannot be written: no such directory\n", run.err());
    assertEquals(List.of(), files());
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "dump", "digest", "list -f json", "list -f csv", "dump -f raw"})
  void closedPipeEndsQuietly(String command) {
    Run run = intoBrokenStream(command, "Broken pipe");
    assertEquals("", run.err());
    assertEquals(ExitCode.OK, run.code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify testdata/broken/flipped-bit/model.ckpt-7",
        "verify -f json testdata/broken/flipped-bit/model.ckpt-7 testdata/vgg/vgg_16.ckpt",
        "diff testdata/python/objects/ckpt-1 testdata/python/objects/ckpt-2",
        "stats --find zero,const -q testdata/find/keras/ckpt-1"
      })
  void exitCodeStandsEvenIfNobodyReadsTheAnswer(String command) {
    Run run = intoBrokenStream("Broken pipe", command.split(" ", -1));
    assertEquals("", run.err());
    assertEquals(ExitCode.NO, run.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "dump", "digest", "list -f csv", "dump -f raw"})
  void fullDiskIsReported(String command) {
    Run run = intoBrokenStream(command, "No space left on device");
    assertEquals(
        "tfckpt: standard output: cannot be written: No space left on device\n", run.err());
    assertEquals(ExitCode.UNREADABLE, run.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "help list", "diff -h", "completion bash"})
  void helpIntoAFullDiskIsReported(String command) {
    Run run = intoBrokenStream("No space left on device", command.split(" ", -1));
    assertEquals(
        "tfckpt: standard output: cannot be written: No space left on device\n", run.err());
    assertEquals(ExitCode.UNREADABLE, run.code());
    Run quiet = intoBrokenStream("Broken pipe", command.split(" ", -1));
    assertEquals("", quiet.err());
    assertEquals(ExitCode.OK, quiet.code());
  }

  private static Run intoBrokenStream(String command, String reason) {
    String line = command + " " + VGG + (command.startsWith("dump") ? " vgg_16/fc6/weights" : "");
    return intoBrokenStream(reason, line.split(" ", -1));
  }

  private static Run intoBrokenStream(String reason, String[] line) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(InputStream.nullInputStream(), broken, err, line);
    return new Run(code, Bytes.EMPTY, err.toString(StandardCharsets.UTF_8));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
