package io.github.tfckpt.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.cli.Run;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.EntryForm;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cause that shows itself a hundred thousand times is reported once. */
final class MissingShardsTest {

  private static final int MANY = 100_000;

  @TempDir private Path folder;

  /** What is there, and is no file, is said so of each tensor as well. */
  @Test
  void foldersInPlaceOfFilesAreThere() throws IOException {
    Path prefix = folder.resolve("x");
    BundleBuilder bundle = new BundleBuilder(prefix, 1);
    bundle.add(0, "t", DTypes.FLOAT, new long[] {1}, new byte[4]);
    bundle.write();
    Path data = BundleBuilder.dataFile(prefix, 0, 1);
    Files.delete(data);
    Files.createDirectory(data);
    Run run = Run.of("verify", prefix.toString());
    assertEquals(1, run.code());
    assertTrue(!run.out().contains("no such file"), run.out());
    assertTrue(run.out().contains("is a directory; 1 tensor of 4 bytes in it"), run.out());
  }

  @Test
  void manyAreOneFinding() throws IOException {
    Path prefix = folder.resolve("x");
    BundleBuilder bundle =
        new BundleBuilder(prefix, 1)
            .header(one -> new Wire().number(1, MANY).message(3, new Wire().number(1, 1)));
    for (int i = 0; i < MANY; i++) {
      byte[] key = ("t/" + i).getBytes(StandardCharsets.UTF_8);
      EntryForm entry = bundle.addEntry(key, DTypes.FLOAT, 1);
      entry.size = 4;
      entry.shard = i;
    }
    bundle.write();
    Files.delete(BundleBuilder.dataFile(prefix, 0, 1));
    // Other files beside them are not looked through for each.
    for (int i = 0; i < 1000; i++) {
      Files.createFile(folder.resolve("x.data-0" + i));
    }
    Run run = Bounded.run(() -> Run.of("verify", prefix.toString()));
    assertEquals(1, run.code());
    List<String> lines = run.out().lines().toList();
    assertTrue(
        lines
            .get(0)
            .endsWith("and so 99999 more data files; 100000 tensors of 400000 bytes in them"),
        lines.get(0));
    // Each of the other files is one that does not belong there.
    assertTrue(lines.size() < 1012, lines.size() + " lines");
  }
}
