package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.io.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every writer, when there is room for no more than some of its bytes, or nobody reads them. */
final class FullDiskTest {

  private static final String A = "testdata/vgg/vgg_16.ckpt";
  private static final String B = "testdata/vgg/frcnn.ckpt-70000";

  private static final String C = "testdata/python/objects";

  @TempDir private Path folder;

  /** Takes some bytes, then no more. */
  private static final class Narrow extends OutputStream {
    private final String reason;
    private long room;

    Narrow(long room, String reason) {
      this.room = room;
      this.reason = reason;
    }

    @Override
    public void write(int b) throws IOException {
      if (room-- <= 0) {
        throw new IOException(reason);
      }
    }
  }

  private static Run into(Narrow out, String[] words) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(InputStream.nullInputStream(), out, err, words);
    return new Run(code, Bytes.EMPTY, err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list A",
        "list -f json A",
        "list -f jsonl A",
        "list -f csv A",
        "list -f tsv A",
        "list --tree A",
        "list -1 A",
        "dump A vgg_16/fc6/weights",
        "dump -f json A vgg_16/fc6/weights",
        "dump -f csv A vgg_16/fc6/weights",
        "dump -f tsv A vgg_16/fc6/weights",
        "dump -f npy A vgg_16/fc6/weights",
        "dump -f raw A vgg_16/fc6/weights",
        "dump -f lines A vgg_16/fc6/weights",
        "digest A",
        "digest -f json A",
        "digest -f jsonl A",
        "digest -f csv A",
        "digest -f tsv A",
        "digest --check LIST A",
        "diff A B",
        "diff -f json A B",
        "diff -f jsonl A B",
        "diff -f csv A B",
        "diff -f tsv A B",
        "diff --name-status A B",
        "diff --all A A",
        "stats A",
        "stats -f json A",
        "stats -f csv A",
        "info A",
        "info -f json A",
        "find A fc8",
        "objects C",
        "objects -f json C",
        "verify A",
        "verify -f json A",
        "verify -f jsonl A B"
      })
  void everyWriter(String line) throws IOException {
    Path list = Files.write(folder.resolve("list"), Run.of("digest", A).bytes().toArray());
    String[] words = line.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      words[i] =
          switch (words[i]) {
            case "A" -> A;
            case "B" -> B;
            case "C" -> C;
            case "LIST" -> list.toString();
            default -> words[i];
          };
    }
    Run whole = Run.of(words);
    long size = whole.bytes().size();
    assertTrue(size > 10, whole::err);
    for (long room : new TreeSet<>(List.of(0L, 1L, size / 2, size - 1))) {
      Run full = into(new Narrow(room, "No space left on device"), words);
      assertEquals(ExitCode.UNREADABLE, full.code(), line + " with room for " + room);
      String told = "tfckpt: standard output: cannot be written: No space left on device\n";
      assertTrue(full.err().endsWith(told), line + " with room for " + room + ": " + full.err());
      Run closed = into(new Narrow(room, "Broken pipe"), words);
      assertTrue(whole.err().startsWith(closed.err()), line + ": " + closed.err());
      assertTrue(quiet(whole.code()).contains(closed.code()), line + ": " + closed.code());
    }
    assertEquals(whole.code(), into(new Narrow(size, "full"), words).code());
  }

  /** As far as the shell tells: nothing is wrong, or what the command found. */
  private static List<Integer> quiet(int code) {
    return List.of(ExitCode.OK, code);
  }

  /** The limit of the shell on the size of files stands for a disk without room. */
  @Test
  void fileThatFindsNoRoomDoesNotAppear() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash here");
    Path out = folder.resolve("out.npy");
    for (String command :
        List.of(
            "dump -f raw -o OUT " + A + " vgg_16/fc6/weights",
            "dump -f npy -o OUT " + A + " vgg_16/fc6/weights",
            "list -f json -o OUT " + A,
            "digest -o OUT " + A,
            "diff -f json -o OUT " + A + " " + B)) {
      String told = shell("ulimit -f 1; ", command.replace("OUT", out.toString()), "");
      assertTrue(told.startsWith("4 tfckpt: " + out + ": cannot be written: "), told);
      assertEquals(List.of(), files());
    }
  }

  /** The shard finds none. */
  @Test
  void checkpointThatFindsNoRoomDoesNotAppear() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash here");
    String data = folder.resolve("out.data-00000-of-00001").toString();
    String told = shell("ulimit -f 1; ", "export -o " + folder + "/out.index " + A, "");
    assertTrue(told.startsWith("4 tfckpt: " + data + ": cannot be written: "), told);
    assertEquals(List.of(), files());
  }

  @Test
  void fullDevice() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no full device here");
    for (String command : List.of("list " + A, "verify " + A, "list -o /dev/full " + A)) {
      String told = shell("", command, command.contains("-o") ? "" : ">/dev/full");
      assertTrue(
          told.matches("(?s)4 tfckpt: .*cannot be written: No space left on device\n"), told);
    }
  }

  /** Runs a command line in a process of its own: exit code, blank, what it told. */
  private static String shell(String before, String command, String behind)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    String line =
        before + "exec '" + java + "' -Xshare:auto -cp '" + path + "' io.github.tfckpt.cli.Main ";
    Process process =
        new ProcessBuilder("/bin/bash", "-c", line + command + " " + behind)
            .redirectOutput(new File("/dev/null"))
            .start();
    String told = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + told;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
