package io.github.tfckpt.cli.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.SparseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors whose values nobody knows, and what checksums alone leave open. */
final class DiffTest {

  private static final Path OBJECTS = Path.of("testdata/python/objects");
  private static final String STATE = "iterator/.ATTRIBUTES/ITERATOR_STATE";
  private static final String DATA = "ckpt-2.data-00000-of-00001";

  @TempDir private Path folder;

  /** The variant that TensorFlow wrote, compared with a copy of it. */
  private Run variant() {
    return Run.of(
        "diff", OBJECTS.resolve("ckpt-2").toString(), folder.resolve("ckpt-2").toString(), STATE);
  }

  private void copy(String file) throws IOException {
    Files.copy(OBJECTS.resolve(file), folder.resolve(file));
  }

  @Test
  void damagedVariantIsNotCalledIdentical() throws IOException {
    copy("ckpt-2.index");
    copy(DATA);
    assertEquals("equal: 1 identical\n", variant().out());
    byte[] data = Files.readAllBytes(OBJECTS.resolve(DATA));
    try (Checkpoint checkpoint = Checkpoint.open(OBJECTS.resolve("ckpt-2"))) {
      TensorEntry entry = checkpoint.named(STATE).get(0);
      assertEquals(DTypes.VARIANT, entry.dtype().number());
      data[(int) entry.offset().orElseThrow() + 5] ^= 1;
    }
    Files.write(folder.resolve(DATA), data);
    Run run = variant();
    assertEquals(5, run.code());
    assertTrue(run.out().endsWith("not equal: 1 unknown\n"), run.out());
    assertTrue(run.err().contains("\"" + STATE + "\": crc32c up to element 0 is "), run.err());
  }

  @Test
  void missingVariantIsNotCalledIdentical() throws IOException {
    copy("ckpt-2.index");
    Run run = variant();
    assertEquals(4, run.code());
    assertTrue(run.out().endsWith("not equal: 1 unknown\n"), run.out());
    assertTrue(run.err().contains(DATA + ": no such file"), run.err());
  }

  private String odd(String name, byte... bytes) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve(name), 1);
    bundle.addContent(0, "odd", 34, new long[] {4}, SparseFile.Content.of(bytes));
    return bundle.write().toString();
  }

  @Test
  void bytesOfAnUnknownType() throws IOException {
    String a = odd("a", (byte) 1, (byte) 2, (byte) 3);
    String b = odd("b", (byte) 1, (byte) 2, (byte) 3);
    assertEquals(0, Run.of("diff", a, b).code());
    Files.write(BundleBuilder.dataFile(Path.of(b), 0, 1), new byte[] {1, 2, 4});
    assertEquals(5, Run.of("diff", a, b).code());
    String out = Run.of("diff", a, odd("c", (byte) 1, (byte) 2, (byte) 4)).out();
    assertTrue(out.endsWith("not equal: 1 different\n"), out);
  }

  @Test
  void whatChecksumsLeaveOpenIsNotCalledADifference() throws IOException {
    long[] shape = {2};
    BundleBuilder a = new BundleBuilder(folder.resolve("a"), 1);
    BundleBuilder b = new BundleBuilder(folder.resolve("b"), 1).bigEndian();
    for (BundleBuilder bundle : new BundleBuilder[] {a, b}) {
      bundle.add(0, "t", DTypes.FLOAT, shape, Samples.floats(1, 2));
    }
    Run run = Run.of("diff", "--quick", a.write().toString(), b.write().toString());
    assertEquals(1, run.code());
    String words = "not decided by stored checksums, no values read: 1 unknown\n";
    assertTrue(run.out().endsWith(words), run.out());
  }
}
