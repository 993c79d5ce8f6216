package io.github.tfckpt.checkpoint;

import static io.github.tfckpt.testing.Scratch.tells;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Verifying;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories laid out to send a reader in circles, or to have it wait for ever. */
final class HostilePathsTest {

  @TempDir private Path folder;

  private Path directory(String name, String latest) throws IOException {
    Path directory = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        directory.resolve("checkpoint"), "model_checkpoint_path: \"" + latest + "\"\n");
    return directory;
  }

  /** The message for a path, to whoever lists and to whoever verifies. */
  private static String refusal(Path path) {
    return Bounded.run(
        () -> {
          CheckpointException e =
              assertThrows(CheckpointException.class, () -> Checkpoint.open(path).close());
          assertEquals(1, Verifying.verify(path).findings().size());
          return e.getMessage();
        });
  }

  @Test
  void stateFilesThatNameStateFiles() throws IOException {
    for (String latest :
        List.of(
            "checkpoint", "./checkpoint", "checkpoint.meta", "checkpoint.data-00000-of-00001")) {
      Path self = directory("self", latest);
      tells(refusal(self), "checkpoint");
      tells(refusal(self.resolve("checkpoint")), "checkpoint");
    }
    Path a = directory("a", "../b/checkpoint");
    directory("b", "../a/checkpoint");
    tells(refusal(a), "b/checkpoint", "not a checkpoint");
  }

  @Test
  void stateFilesThatNameDirectories() throws IOException {
    directory("inner", "../outer");
    tells(refusal(directory("outer", "../inner")), "is a directory");
    tells(refusal(directory("root", "/")), "names /");
    tells(refusal(directory("dot", ".")), "is a directory");
    tells(refusal(directory("none", "")), "is a directory");
  }

  @Test
  void linksThatLeadBackToThemselves() throws IOException {
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("pool"));
    Files.createSymbolicLink(folder.resolve("pool"), Path.of("loop"));
    Files.createSymbolicLink(folder.resolve("x.index"), Path.of("x.index"));
    tells(refusal(loop), "is a link to pool");
    tells(refusal(folder.resolve("x")), "x.index", "is a link to x.index");
    tells(refusal(folder), "no checkpoint in this directory");
    Path inside = Files.createDirectories(folder.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("checkpoint"), Path.of("../loop"));
    tells(refusal(inside), "no checkpoint in this directory");
  }

  /** The checkpoint is found without it. */
  @Test
  void stateFilesThatAreNotFiles() throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve("x"), 1);
    bundle.add(0, "a", DTypes.UINT8, new long[] {1}, new byte[1]);
    bundle.write();
    Path state = folder.resolve("checkpoint");
    for (String target : List.of("checkpoint", "nothing", "/dev/zero")) {
      Files.createSymbolicLink(state, Path.of(target));
      try (Checkpoint open = Checkpoint.open(folder)) {
        tells(open.remarks().toString(), state.toString(), "state file ignored");
      }
      Files.delete(state);
    }
  }

  @Test
  void linksToDevices() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/zero")), "no devices here");
    Files.createSymbolicLink(folder.resolve("x.index"), Path.of("/dev/zero"));
    tells(refusal(folder.resolve("x")), "x.index: not a regular file");
  }

  @Test
  void pipesAreNeverOpened() throws IOException, InterruptedException {
    Path pipe = folder.resolve("x.index");
    boolean made = Files.isExecutable(Path.of("/usr/bin/mkfifo"));
    assumeTrue(made, "no pipes here");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Files.createSymbolicLink(folder.resolve("checkpoint"), Path.of("x.index"));
    tells(refusal(pipe), "not a regular file");
    tells(refusal(folder.resolve("x")), "no such checkpoint");
    tells(refusal(folder), "no checkpoint in this directory");
    tells(refusal(directory("state", "../x.index")), "not a regular file");
  }

  @Test
  void stateFileWithTooManyPaths() throws IOException {
    byte[] text = "all_model_checkpoint_paths:[".getBytes(StandardCharsets.UTF_8);
    byte[] list = Arrays.copyOf(text, 5 << 20);
    for (int i = text.length; i < list.length; i++) {
      list[i] = (byte) "\"\",".charAt((i - text.length) % 3);
    }
    Path file = Files.write(folder.resolve("checkpoint"), list);
    String message = assertThrows(Corrupt.class, () -> StateFile.read(file)).getMessage();
    tells(message, "5242880 bytes, at most 4194304");
  }
}
