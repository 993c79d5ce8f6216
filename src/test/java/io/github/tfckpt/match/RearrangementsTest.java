package io.github.tfckpt.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.CheckpointDiff;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tensors are the same in another order; the orders are made by loops over all indices. */
final class RearrangementsTest {

  @TempDir private Path folder;

  private final Random random = new Random(3);

  /** A tensor: its shape, and its elements row-major. */
  private static final class Array {
    private final long[] shape;
    private final float[] values;

    Array(long[] shape, float[] values) {
      this.shape = shape;
      this.values = values;
    }
  }

  private Array random(long... shape) {
    float[] values = new float[(int) Samples.count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return new Array(shape, values);
  }

  /** Element (i, j) becomes (j, i). */
  private static Array transposed(Array of) {
    int rows = (int) of.shape[0];
    int columns = (int) of.shape[1];
    float[] values = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[j * rows + i] = of.values[i * columns + j];
      }
    }
    return new Array(new long[] {columns, rows}, values);
  }

  /** Element (h, w, i, o) becomes (o, i, h, w). */
  private static Array oihw(Array of) {
    int[] n = {(int) of.shape[0], (int) of.shape[1], (int) of.shape[2], (int) of.shape[3]};
    float[] values = new float[of.values.length];
    int from = 0;
    for (int h = 0; h < n[0]; h++) {
      for (int w = 0; w < n[1]; w++) {
        for (int i = 0; i < n[2]; i++) {
          for (int o = 0; o < n[3]; o++) {
            values[((o * n[2] + i) * n[0] + h) * n[1] + w] = of.values[from++];
          }
        }
      }
    }
    return new Array(new long[] {n[3], n[2], n[0], n[1]}, values);
  }

  private static Array reversed(Array of) {
    float[] values = new float[of.values.length];
    int columns = (int) of.shape[of.shape.length - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = of.values[i / columns * columns + columns - 1 - i % columns];
    }
    return new Array(of.shape, values);
  }

  private Path write(String name, Map<String, Array> tensors) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve(name), 1);
    for (Map.Entry<String, Array> each : tensors.entrySet()) {
      Array array = each.getValue();
      bundle.add(0, each.getKey(), DTypes.FLOAT, array.shape, Samples.floats(array.values));
    }
    return bundle.write();
  }

  private List<String> hints(Map<String, Array> a, Map<String, Array> b) throws IOException {
    try (Checkpoint openA = Checkpoint.open(write("a", a));
        Checkpoint openB = Checkpoint.open(write("b", b))) {
      List<TensorDiff> diffs = CheckpointDiff.of(openA, openB).diffs();
      List<String> hints = new ArrayList<>();
      for (Rearrangements.Hint hint : Rearrangements.of(openA, openB, diffs, 2)) {
        hints.add(hint.tensors() + " " + hint.action().option() + " " + hint.text());
      }
      return hints;
    }
  }

  @Test
  void oneRuleForTensorsThatEndAlike() throws IOException {
    Map<String, Array> a = new TreeMap<>();
    Map<String, Array> b = new TreeMap<>();
    for (String name : List.of("x/kernel", "y/kernel", "z/kernel")) {
      a.put(name, random(5, 3));
      b.put(name, transposed(a.get(name)));
    }
    a.put("x/bias", random(3));
    b.put("x/bias", a.get("x/bias"));
    a.put("conv/weights", random(3, 2, 4, 5));
    b.put("conv/weights", oihw(a.get("conv/weights")));
    a.put("rgb", random(4, 4, 3));
    b.put("rgb", reversed(a.get("rgb")));
    assertEquals(
        List.of(
            "3 --transpose */kernel:1,0",
            "1 --transpose conv/weights:3,2,0,1",
            "1 --reverse rgb:2"),
        hints(a, b));
  }

  @Test
  void ruleThatWouldMatchAnotherTensorIsNotProposed() throws IOException {
    Map<String, Array> a = new TreeMap<>();
    Map<String, Array> b = new TreeMap<>();
    for (String name : List.of("x/kernel", "y/kernel", "z/kernel")) {
      a.put(name, random(4, 4));
      b.put(name, name.startsWith("z") ? a.get(name) : transposed(a.get(name)));
    }
    assertEquals(List.of("1 --transpose x/kernel:1,0", "1 --transpose y/kernel:1,0"), hints(a, b));
  }

  @Test
  void nothingIsProposedForWhatIsUnrelatedOrAlmostEqual() throws IOException {
    Map<String, Array> a = new TreeMap<>(Map.of("x", random(30, 30), "y", random(60, 50)));
    Map<String, Array> b = new TreeMap<>(Map.of("x", random(30, 30), "y", transposed(a.get("y"))));
    b.get("y").values[1234] += 1;
    assertEquals(List.of(), hints(a, b));
  }
}
