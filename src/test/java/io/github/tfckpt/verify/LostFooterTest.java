package io.github.tfckpt.verify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.testing.Verifying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that has lost its end: an index of V2, or all of a V1 file. */
final class LostFooterTest {

  private static final String CUT = "; begins as a table does: cut short?";

  @TempDir private Path folder;

  /** What is said of the footer; what is left of the table follows. */
  private String verified(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    List<String> lines = Verifying.lines(Verifying.verify(file), folder);
    assertFalse(lines.isEmpty());
    return lines.get(0);
  }

  private static String name(String table) {
    return table.endsWith(".index") ? "m.index" : "m.ckpt";
  }

  /** The table with its end gone, and that replaced with zeros. */
  private static byte[] zeroed(byte[] table, int from) {
    byte[] zeroed = table.clone();
    Arrays.fill(zeroed, from, zeroed.length, (byte) 0);
    zeroed[from - 1] = 1;
    return zeroed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "testdata/bundles/partitioned-v2-shards/model.ckpt.index",
        "testdata/vgg/vgg_16.ckpt"
      })
  void isReported(String table) throws IOException {
    byte[] whole = Files.readAllBytes(Path.of(table));
    String name = name(table);
    int size = whole.length;
    for (int left : new int[] {size - 49, size - 100, size / 2, 100}) {
      String line = verified(name, Arrays.copyOf(whole, left));
      assertTrue(line.endsWith(CUT), line);
    }
    for (int left : new int[] {size - 200, size / 2, 100}) {
      String line = verified(name, zeroed(whole, left));
      assertTrue(line.endsWith("; bytes " + left + "+" + (size - left) + " are zero"), line);
    }
    String line = verified(name, zeroed(whole, size - 20));
    assertTrue(line.endsWith("; bytes " + (size - 20) + "+20 are zero" + CUT), line);
    line = verified(name, new byte[5000]);
    assertTrue(line.endsWith("all 5000 bytes are zero"), line);
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    line = verified(name, noise);
    assertTrue(line.contains(", a table has 0xdb4775248b80fb57"), line);
    assertTrue(!line.contains("zero") && !line.contains(CUT), line);
  }

  @ParameterizedTest
  @ValueSource(ints = {4096, 8192})
  void zerosFromAnEdgeOn(int from) throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("testdata/vgg/vgg_16.ckpt"));
    String line = verified("m.ckpt", zeroed(whole, from));
    String run = "; bytes " + from + "+" + (whole.length - from);
    assertTrue(line.endsWith(run + " are zero, at a 4 KiB edge"), line);
  }
}
