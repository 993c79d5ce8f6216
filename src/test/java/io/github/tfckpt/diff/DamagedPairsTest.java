package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Damage is no difference, also of tensors whose bytes have no one checksum in their order. */
final class DamagedPairsTest {

  private static final long[] SHAPE = {6, 4};

  /** More than the 4 MiB up to which blocks are read into memory. */
  private static final int GREAT = 5 << 20;

  @RegisterExtension private final Scratch scratch = new Scratch();

  private final byte[] values = Samples.elements(new Random(1), DTypes.INT32, 24);

  private BundleBuilder bundle(String name) throws IOException {
    return new BundleBuilder(scratch.file(name), 1);
  }

  private static void assertStatus(Status status, Path a, Path b) throws IOException {
    try (Checkpoint openA = Checkpoint.open(a);
        Checkpoint openB = Checkpoint.open(b)) {
      DiffOptions options = new DiffOptions(Tolerance.NONE, false, false, 2);
      List<Pair> pairs = Pairing.byKeyInAnyOrder(openA.tensors(), openB.tensors());
      List<TensorDiff> diffs = CheckpointDiff.compare(openA, openB, pairs, options, bytes -> {});
      assertEquals(List.of(status), diffs.stream().map(TensorDiff::status).toList());
    }
  }

  /** Compares two, sound and with a bit of the second turned, from either side. */
  private void assertDamageIsTold(Path sound, Path other, Path file, int at) throws IOException {
    assertStatus(Status.IDENTICAL, sound, other);
    scratch.edit(
        file,
        bytes -> {
          bytes[at] ^= 1;
          return bytes;
        });
    assertStatus(Status.UNKNOWN, sound, other);
    assertStatus(Status.UNKNOWN, other, sound);
  }

  private Path sound() throws IOException {
    BundleBuilder bundle = bundle("a");
    bundle.add(0, "t", DTypes.INT32, SHAPE, values);
    return bundle.write();
  }

  @Test
  void partitionedVariable() throws IOException {
    BundleBuilder bundle = bundle("b");
    for (long[][] box : new long[][][] {{{0, -1}, {0, 1}}, {{0, -1}, {1, 3}}}) {
      bundle.addSlice(0, "t", DTypes.INT32, SHAPE, box, Samples.box(values, 4, SHAPE, box));
    }
    Path path = bundle.write();
    assertDamageIsTold(sound(), path, BundleBuilder.dataFile(path, 0, 1), 50);
  }

  @Test
  void bigEndian() throws IOException {
    BundleBuilder bundle = bundle("b").bigEndian();
    bundle.add(0, "t", DTypes.INT32, SHAPE, values);
    Path path = bundle.write();
    assertDamageIsTold(sound(), path, BundleBuilder.dataFile(path, 0, 1), 50);
  }

  @Test
  void greatBlockOfV1() throws IOException {
    BundleBuilder bundle = bundle("a");
    bundle.add(0, "t", DTypes.INT8, new long[] {GREAT}, new byte[GREAT]);
    V1Builder file = new V1Builder();
    file.add("t", DTypes.INT8, new long[] {GREAT}, new byte[GREAT]);
    Path path = file.write(scratch.file("x.ckpt"));
    assertDamageIsTold(bundle.write(), path, path, GREAT / 2);
  }

  @Test
  void partitionedStrings() throws IOException {
    List<byte[]> texts = List.of(new byte[] {1, 2}, new byte[] {3, 4});
    BundleBuilder whole = bundle("a");
    whole.addStrings(0, "t", new long[] {2}, texts);
    BundleBuilder cut = bundle("b");
    for (int i = 0; i < 2; i++) {
      cut.addStringSlice(0, "t", new long[] {2}, new long[][] {{i, 1}}, List.of(texts.get(i)));
    }
    Path path = cut.write();
    // Each slice is a length, four bytes of sum and two of string.
    assertDamageIsTold(whole.write(), path, BundleBuilder.dataFile(path, 0, 1), 13);
  }
}
