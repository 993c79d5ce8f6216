package io.github.tfckpt.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors of several ranges, on several threads, against plain loops. */
final class LargeStatsTest {

  /** Not a multiple of the elements in a range, a chunk, or a piece. */
  private static final int COUNT = 10_000_019;

  @RegisterExtension private final Scratch scratch = new Scratch();

  private static float[] values() {
    Random random = new Random(5);
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = (float) random.nextGaussian() + (i > COUNT / 2 ? 100 : 0);
    }
    return values;
  }

  private Path bundle(float[] values) throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    bundle.add(0, "t", DTypes.FLOAT, new long[] {COUNT}, Samples.floats(values));
    bundle.add(0, "u", DTypes.FLOAT, new long[] {3}, Samples.floats(1, 2, 3));
    return bundle.write();
  }

  private static List<TensorStats> stats(Path path, int threads, AtomicLong bytes)
      throws IOException {
    try (Checkpoint open = Checkpoint.open(path);
        CheckpointStats stats =
            new CheckpointStats(open, open.tensors(), 0, threads, bytes::addAndGet)) {
      return List.of(stats.next(), stats.next());
    }
  }

  @Test
  void threadsChangeNoDigit() throws IOException {
    float[] values = values();
    Path path = bundle(values);
    AtomicLong bytes = new AtomicLong();
    List<TensorStats> alone = stats(path, 1, bytes);
    assertEquals(4L * (COUNT + 3), bytes.get());
    plainly(values, alone.get(0));
    for (int threads : new int[] {2, 3, 7, 7, 7}) {
      assertEquals(alone, stats(path, threads, new AtomicLong()));
    }
  }

  private static void plainly(float[] values, TensorStats found) {
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double mean = sum / COUNT;
    double around = 0;
    double squares = 0;
    for (float value : values) {
      around += (value - mean) * (value - mean);
      squares += (double) value * value;
    }
    Measures finite = found.finite();
    assertEquals(Value.real(min), finite.range().orElseThrow().min());
    assertEquals(Value.real(max), finite.range().orElseThrow().max());
    assertEquals(1, finite.mean().real() / mean, 1e-12);
    assertEquals(1, finite.std() / Math.sqrt(around / COUNT), 1e-12);
    assertEquals(1, finite.l2() / Math.sqrt(squares), 1e-12);
    assertEquals(new Occurrences(0, -1), found.nan());
    assertEquals(finite, found.all());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2047, 2048, COUNT / 2, COUNT - 1})
  void oneElementIsFoundAnywhere(int at) throws IOException {
    float[] values = values();
    List<Float> odd = List.of(Float.NaN, Float.NEGATIVE_INFINITY, -0.0f, -1e30f, 1e30f);
    List<TensorStats> found = new ArrayList<>();
    for (float value : odd) {
      values[at] = value;
      found.add(stats(bundle(values), 2, new AtomicLong()).get(0));
    }
    assertEquals(new Occurrences(1, at), found.get(0).nan());
    assertEquals(COUNT - 1, found.get(0).finiteCount());
    assertTrue(Double.isNaN(found.get(0).all().mean().real()));
    assertEquals(new Occurrences(1, at), found.get(1).inf());
    assertEquals(
        Value.real(Double.NEGATIVE_INFINITY), found.get(1).all().range().orElseThrow().min());
    assertEquals(found.get(0).finite(), found.get(1).finite());
    assertEquals(new Occurrences(1, at), found.get(2).zeros());
    assertEquals(Value.real(-1e30f), found.get(3).finite().range().orElseThrow().min());
    assertEquals(Value.real(1e30f), found.get(4).finite().range().orElseThrow().max());
  }

  @Test
  void oneSignAloneHasItsNearestNumber() throws IOException {
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = 2 + (i * 7919L % 1000) / 1000f;
    }
    values[COUNT - 2] = 1.5f;
    assertEquals(Value.real(1.5), range(values).min());
    assertEquals(Value.real(2 + 999 / 1000f), range(values).max());
    for (int i = 0; i < COUNT; i++) {
      values[i] = -values[i];
    }
    assertEquals(Value.real(-1.5), range(values).max());
    values[COUNT - 1] = 0;
    assertEquals(Value.real(0), range(values).max());
  }

  private Measures.MinMax range(float[] values) throws IOException {
    return stats(bundle(values), 2, new AtomicLong()).get(0).all().range().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void wrongChecksumIsReportedAndTheRestGoesOn(int threads) throws IOException {
    Path path = bundle(values());
    scratch.edit(
        BundleBuilder.dataFile(path, 0, 1),
        bytes -> {
          bytes[4 * (COUNT - 5)] ^= 1;
          return bytes;
        });
    try (Checkpoint open = Checkpoint.open(path);
        CheckpointStats stats =
            new CheckpointStats(open, open.tensors(), 10, threads, bytes -> {})) {
      String message = assertThrows(Corrupt.class, stats::next).getMessage();
      assertTrue(message.contains("\"t\": crc32c is "), message);
      assertEquals(2, stats.next().all().mean().real());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  @Timeout(value = Bounded.PATIENCE, unit = TimeUnit.MINUTES)
  void thereIsNoneAfterTheLast(int threads) throws IOException {
    try (Checkpoint open = Checkpoint.open(bundle(values()));
        CheckpointStats stats = new CheckpointStats(open, open.tensors(), 0, threads, b -> {})) {
      stats.next();
      stats.next();
      assertThrows(NoSuchElementException.class, stats::next);
    }
  }

  @Test
  void v1IsLikeV2() throws IOException {
    float[] values = values();
    V1Builder file = new V1Builder();
    file.add("t", DTypes.FLOAT, new long[] {COUNT}, Samples.floats(values));
    file.add("u", DTypes.FLOAT, new long[] {3}, Samples.floats(1, 2, 3));
    Path v1 = file.write(scratch.file("x.ckpt"));
    assertEquals(stats(bundle(values), 1, new AtomicLong()), stats(v1, 2, new AtomicLong()));
  }

  @Test
  void histogramsOfRangesAddUp() throws IOException {
    float[] values = values();
    try (Checkpoint open = Checkpoint.open(bundle(values));
        CheckpointStats stats = new CheckpointStats(open, open.tensors(), 100, 3, bytes -> {})) {
      Histogram found = stats.next().histogram().orElseThrow();
      long[] counts = new long[100];
      for (float value : values) {
        int bin = 99;
        while (bin > 0 && value < found.edge(bin)) {
          bin--;
        }
        counts[bin]++;
      }
      for (int i = 0; i < 100; i++) {
        assertEquals(counts[i], found.count(i));
      }
    }
  }
}
