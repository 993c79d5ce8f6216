package io.github.tfckpt.testing;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.io.CheckpointException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An empty folder in memory for each test, and the questions that tests ask of what is in it. */
public final class Scratch implements AfterEachCallback {

  private final FileSystem memory = Jimfs.newFileSystem(Configuration.unix());

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    memory.close();
  }

  /** Where the test writes: {@code x} for a bundle, {@code x.ckpt} for a V1 file. */
  public Path file(String name) {
    return memory.getPath(name).toAbsolutePath();
  }

  public void edit(Path file, java.util.function.UnaryOperator<byte[]> change) throws IOException {
    Files.write(file, change.apply(Files.readAllBytes(file)));
  }

  /** The message when a checkpoint is opened that cannot be. */
  public <E extends CheckpointException> String refused(Class<E> type, Path path) {
    return Assertions.assertThrows(type, () -> Checkpoint.open(path).close()).getMessage();
  }

  /** The message when a tensor is read that cannot be. */
  public <E extends CheckpointException> String refused(Class<E> type, Path path, String name)
      throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      return Assertions.assertThrows(type, () -> Reading.bytes(checkpoint, name)).getMessage();
    }
  }

  public List<String> names(Path path) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      return checkpoint.tensors().stream().map(entry -> entry.name()).toList();
    }
  }

  public List<String> damage(Path path) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      return checkpoint.damage();
    }
  }

  public byte[] bytes(Path path, String name) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      return Reading.bytes(checkpoint, name);
    }
  }

  /** Fails unless a message has all these parts. */
  public static void tells(String message, String... parts) {
    for (String part : parts) {
      Assertions.assertTrue(message.contains(part), () -> part + " is not in: " + message);
    }
  }
}
