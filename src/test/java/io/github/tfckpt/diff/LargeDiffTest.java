package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.source.PathText;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors of many chunks: steps on several threads, chunks passed over and gone back to. */
final class LargeDiffTest {

  /** Not a multiple of the elements in a chunk, nor of those in a piece. */
  private static final int COUNT = 10_000_019;

  @RegisterExtension private final Scratch scratch = new Scratch();

  private static float[] values(long seed) {
    Random random = new Random(seed);
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private Path bundle(String name, float[] values) throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file(name), 1);
    long[] shape = {COUNT};
    bundle.add(0, "t", DTypes.FLOAT, shape, Samples.floats(values));
    bundle.add(0, "u", DTypes.FLOAT, new long[] {3}, Samples.floats(1, 2, 3));
    return bundle.write();
  }

  private static TensorDiff compare(Path a, Path b, int threads, AtomicLong bytes)
      throws IOException {
    try (Checkpoint openA = Checkpoint.open(a);
        Checkpoint openB = Checkpoint.open(b)) {
      DiffOptions options = new DiffOptions(Tolerance.NONE, false, false, threads);
      List<Pair> pairs = Pairing.byKeyInAnyOrder(openA.tensors(), openB.tensors());
      List<TensorDiff> diffs =
          CheckpointDiff.compare(openA, openB, pairs, options, bytes::addAndGet);
      assertEquals(Status.IDENTICAL, diffs.get(1).status());
      return diffs.get(0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, COUNT / 2, COUNT - 1})
  void oneElementIsFoundAnywhere(int at) throws IOException {
    float[] values = values(1);
    Path a = bundle("a", values);
    double norm = 0;
    for (float value : values) {
      norm += (double) value * value;
    }
    double before = values[at];
    values[at] += 1;
    double moved = values[at] - before;
    norm += (double) values[at] * values[at] - before * before;
    Metrics found = compare(a, bundle("b", values), 2, new AtomicLong()).metrics().orElseThrow();
    assertEquals(1, found.differing());
    assertEquals(at, found.maxAt());
    assertEquals(moved, found.maxAbs());
    assertEquals(moved / Math.sqrt(norm), found.relative(), 1e-12);
    assertEquals(moved / Math.sqrt(COUNT), found.rms(), 1e-12);
  }

  @Test
  void threadsChangeNoDigit() throws IOException {
    float[] values = values(1);
    float[] others = values.clone();
    // The first third stays equal: how far work has come when it ends differs from run to run.
    for (int i = COUNT / 3; i < COUNT; i++) {
      others[i] += 1e-4f * ((i * 7919L) % 1000);
    }
    Path a = bundle("a", values);
    Path b = bundle("b", others);
    AtomicLong bytes = new AtomicLong();
    TensorDiff alone = compare(a, b, 1, bytes);
    assertEquals(2 * 4L * (COUNT + 3), bytes.get());
    plainly(values, others, alone.metrics().orElseThrow());
    for (int threads : new int[] {2, 7, 7, 7}) {
      assertEquals(alone.metrics(), compare(a, b, threads, new AtomicLong()).metrics());
    }
  }

  private static void plainly(float[] a, float[] b, Metrics found) {
    long differing = 0;
    double distances = 0;
    double squares = 0;
    double max = 0;
    int at = -1;
    for (int i = 0; i < COUNT; i++) {
      double distance = Math.abs((double) a[i] - b[i]);
      differing += distance > 0 ? 1 : 0;
      distances += distance;
      squares += distance * distance;
      at = distance > max ? i : at;
      max = Math.max(max, distance);
    }
    assertEquals(differing, found.differing());
    assertEquals(max, found.maxAbs());
    assertEquals(at, found.maxAt());
    assertEquals(distances / COUNT, found.meanAbs(), 1e-12);
    assertEquals(Math.sqrt(squares / COUNT), found.rms(), 1e-12);
  }

  @Test
  void wrongChecksumIsReportedWhateverTheOtherSideHolds() throws IOException {
    float[] values = values(1);
    Path a = bundle("a", values);
    Path b = bundle("b", values);
    Path data = BundleBuilder.dataFile(b, 0, 1);
    scratch.edit(
        data,
        bytes -> {
          bytes[4 * (COUNT - 5)] ^= 1;
          return bytes;
        });
    for (int threads = 1; threads < 4; threads++) {
      TensorDiff diff = compare(a, b, threads, new AtomicLong());
      assertEquals(Status.UNKNOWN, diff.status());
      String message = diff.failure().orElseThrow().getMessage();
      assertTrue(message.startsWith(PathText.of(data) + ": "), message);
      assertTrue(message.contains("\"t\": crc32c is "), message);
    }
  }

  @Test
  void v1IsLikeV2() throws IOException {
    float[] values = values(1);
    V1Builder file = new V1Builder();
    file.add("t", DTypes.FLOAT, new long[] {COUNT}, Samples.floats(values));
    file.add("u", DTypes.FLOAT, new long[] {3}, Samples.floats(1, 2, 3));
    Path v1 = file.write(scratch.file("x.ckpt"));
    assertEquals(Status.IDENTICAL, compare(v1, bundle("a", values), 2, new AtomicLong()).status());
  }
}
