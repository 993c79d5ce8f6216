package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tfckpt.io.CheckpointException.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State files that {@code Saver.save(latest_filename=...)} gives another name. */
final class StateFileNameTest {

  @TempDir private Path folder;

  @BeforeEach
  void copyCheckpoints() throws IOException {
    Path objects = Path.of("testdata/python/objects");
    for (String name : new String[] {"ckpt-1", "ckpt-2"}) {
      for (String suffix : new String[] {".index", ".data-00000-of-00001"}) {
        Files.copy(objects.resolve(name + suffix), folder.resolve(name + suffix));
      }
    }
    Files.writeString(folder.resolve("checkpoint"), "model_checkpoint_path: \"ckpt-2\"\n");
  }

  private String opened(String state) throws IOException {
    Path file = Files.writeString(folder.resolve("best_checkpoint"), state);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      return checkpoint.path();
    }
  }

  @Test
  void contentDecidesAndNotTheName() throws IOException {
    assertEquals(
        folder.resolve("ckpt-1").toString(), opened("model_checkpoint_path: \"ckpt-1\"\n"));
    String all = "all_model_checkpoint_paths: \"ckpt-2\"\nmodel_checkpoint_path: \"ckpt-1\"\n";
    assertEquals(folder.resolve("ckpt-1").toString(), opened("\n" + all));
  }

  @Test
  void whatItNamesMustBeThere() {
    assertThrows(Missing.class, () -> opened("model_checkpoint_path: \"ckpt-3\"\n"));
    assertThrows(Missing.class, () -> opened("all_model_checkpoint_paths: \"ckpt-1\"\n"));
  }
}
