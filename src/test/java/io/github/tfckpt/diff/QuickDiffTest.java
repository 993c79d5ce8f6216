package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stored checksums tell, with the data files gone. */
final class QuickDiffTest {

  private static final long[] SHAPE = {6, 4};
  private static final long[][] TOP = {{0, 2}, {0, -1}};
  private static final long[][] BOTTOM = {{2, 4}, {0, -1}};
  private static final long[][] LEFT = {{0, -1}, {0, 1}};
  private static final long[][] RIGHT = {{0, -1}, {1, 3}};

  @RegisterExtension private final Scratch scratch = new Scratch();

  private final byte[] values = Samples.elements(new Random(1), DTypes.FLOAT, 24);
  private final List<byte[]> strings = Samples.strings(new Random(2), 24);

  private BundleBuilder bundle(String name) throws IOException {
    return new BundleBuilder(scratch.file(name), 1);
  }

  private void cut(BundleBuilder bundle, byte[] content, long[][]... boxes) throws IOException {
    for (long[][] box : boxes) {
      bundle.addSlice(0, "t", DTypes.FLOAT, SHAPE, box, Samples.box(content, 4, SHAPE, box));
    }
  }

  private void cutStrings(BundleBuilder bundle, long[][]... boxes) throws IOException {
    for (long[][] box : boxes) {
      bundle.addStringSlice(0, "t", SHAPE, box, Samples.box(strings, SHAPE, box));
    }
  }

  private static Status compare(BundleBuilder a, BundleBuilder b) throws IOException {
    Path pathA = a.write();
    Path pathB = b.write();
    Files.delete(BundleBuilder.dataFile(pathA, 0, 1));
    Files.delete(BundleBuilder.dataFile(pathB, 0, 1));
    try (Checkpoint openA = Checkpoint.open(pathA);
        Checkpoint openB = Checkpoint.open(pathB)) {
      List<Pair> pairs = Pairing.byKeyInAnyOrder(openA.tensors(), openB.tensors());
      DiffOptions options = new DiffOptions(Tolerance.NONE, false, true, 1);
      return QuickDiff.bySum(openA, openB, pairs, options).get(0).status();
    }
  }

  private byte[] others() {
    byte[] others = values.clone();
    others[50] ^= 1;
    return others;
  }

  @Test
  void wholeTensors() throws IOException {
    BundleBuilder a = bundle("a");
    a.add(0, "t", DTypes.FLOAT, SHAPE, values);
    BundleBuilder b = bundle("b");
    b.add(0, "t", DTypes.FLOAT, new long[] {24}, values);
    assertEquals(Status.IDENTICAL, compare(a, b));
    a = bundle("a");
    a.add(0, "t", DTypes.FLOAT, SHAPE, values);
    b = bundle("b");
    b.add(0, "t", DTypes.FLOAT, SHAPE, others());
    assertEquals(Status.DIFFERENT, compare(a, b));
  }

  @Test
  void wholeAgainstRows() throws IOException {
    BundleBuilder a = bundle("a");
    a.add(0, "t", DTypes.FLOAT, SHAPE, values);
    BundleBuilder b = bundle("b");
    cut(b, values, BOTTOM, TOP);
    assertEquals(Status.IDENTICAL, compare(a, b));
    a = bundle("a");
    a.add(0, "t", DTypes.FLOAT, SHAPE, values);
    b = bundle("b");
    cut(b, others(), TOP, BOTTOM);
    assertEquals(Status.DIFFERENT, compare(a, b));
  }

  @Test
  void columnsAgainstEqualColumns() throws IOException {
    BundleBuilder a = bundle("a");
    cut(a, values, LEFT, RIGHT);
    BundleBuilder b = bundle("b");
    cut(b, values, RIGHT, LEFT);
    assertEquals(Status.IDENTICAL, compare(a, b));
    a = bundle("a");
    cut(a, values, LEFT, RIGHT);
    b = bundle("b");
    cut(b, others(), LEFT, RIGHT);
    assertEquals(Status.DIFFERENT, compare(a, b));
  }

  @Test
  void unknownWhereChecksumsDoNotDecide() throws IOException {
    BundleBuilder a = bundle("a");
    cut(a, values, LEFT, RIGHT);
    BundleBuilder b = bundle("b");
    b.add(0, "t", DTypes.FLOAT, SHAPE, values);
    assertEquals(Status.UNKNOWN, compare(a, b));
    a = bundle("a").bigEndian();
    a.add(0, "t", DTypes.FLOAT, SHAPE, values);
    b = bundle("b");
    b.add(0, "t", DTypes.FLOAT, SHAPE, values);
    assertEquals(Status.UNKNOWN, compare(a, b));
  }

  @Test
  void bigEndianAgainstBigEndian() throws IOException {
    BundleBuilder a = bundle("a").bigEndian();
    a.add(0, "t", DTypes.FLOAT, SHAPE, values);
    BundleBuilder b = bundle("b").bigEndian();
    b.add(0, "t", DTypes.FLOAT, SHAPE, values);
    assertEquals(Status.IDENTICAL, compare(a, b));
  }

  @Test
  void strings() throws IOException {
    BundleBuilder a = bundle("a");
    a.addStrings(0, "t", SHAPE, strings);
    BundleBuilder b = bundle("b");
    b.addStrings(0, "t", SHAPE, strings);
    assertEquals(Status.IDENTICAL, compare(a, b));
    a = bundle("a");
    cutStrings(a, TOP, BOTTOM);
    b = bundle("b");
    cutStrings(b, BOTTOM, TOP);
    assertEquals(Status.IDENTICAL, compare(a, b));
    a = bundle("a");
    a.addStrings(0, "t", SHAPE, strings);
    b = bundle("b");
    cutStrings(b, TOP, BOTTOM);
    assertEquals(Status.UNKNOWN, compare(a, b));
  }
}
