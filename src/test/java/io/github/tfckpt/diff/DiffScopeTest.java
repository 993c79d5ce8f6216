package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sums of a scope, against plain loops over the values of all its tensors. */
final class DiffScopeTest {

  private static final int COUNT = 1000;

  @TempDir private Path folder;

  private final Random random = new Random(7);
  private final float[][] a = new float[3][COUNT];
  private final float[][] b = new float[3][COUNT];

  private Checkpoint write(String name, float[][] values) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve(name), 1);
    for (int i = 0; i < values.length; i++) {
      bundle.add(0, "net/t" + i, DTypes.FLOAT, new long[] {COUNT}, Samples.floats(values[i]));
    }
    return Checkpoint.open(bundle.write());
  }

  private ScopeSums sums() throws IOException {
    try (Checkpoint first = write("a", a);
        Checkpoint second = write("b", b)) {
      DiffReport report = CheckpointDiff.of(first, second);
      DiffScope tree = DiffScope.tree("all", report.diffs(), DiffOrder.NAME, false);
      assertEquals("all", tree.label());
      DiffScope net = tree.parts().get(0);
      assertEquals("net", net.label());
      assertEquals(List.of("t0", "t1", "t2"), net.parts().stream().map(DiffScope::label).toList());
      return net.sums();
    }
  }

  private void fill(double scale) {
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < COUNT; k++) {
        b[i][k] = (float) (scale * random.nextGaussian());
        // The last tensor does not change.
        a[i][k] = i < 2 && k % 3 > 0 ? b[i][k] * (float) (1 + 0.1 * random.nextDouble()) : b[i][k];
      }
    }
  }

  @Test
  void sumsAreThoseOfOneTensor() throws IOException {
    for (double scale : new double[] {1, 1e-20, 1e15}) {
      fill(scale);
      double squares = 0;
      double squaresB = 0;
      double distances = 0;
      double max = 0;
      for (int i = 0; i < 2; i++) {
        for (int k = 0; k < COUNT; k++) {
          double distance = Math.abs((double) a[i][k] - b[i][k]);
          squares += distance * distance;
          squaresB += (double) b[i][k] * b[i][k];
          distances += distance;
          max = Math.max(max, distance);
        }
      }
      ScopeSums sums = sums();
      Metrics found = sums.metrics().orElseThrow();
      assertEquals(1, sums.count(Status.IDENTICAL));
      assertEquals(2, sums.count(Status.DIFFERENT));
      assertEquals(3 * COUNT, sums.params());
      assertEquals(3 * COUNT, found.elements());
      assertEquals(2 * (COUNT * 2 / 3), found.differing());
      assertEquals(max, found.maxAbs());
      assertEquals(Math.sqrt(squares / (2 * COUNT)), found.rms(), 1e-12 * scale);
      assertEquals(distances / (2 * COUNT), found.meanAbs(), 1e-12 * scale);
      assertEquals(Math.sqrt(squares / squaresB), found.relative(), 1e-12);
    }
  }

  @Test
  void aNanOnOneSideMakesTheChangeUnknown() throws IOException {
    fill(1);
    b[1][5] = Float.NaN;
    Metrics found = sums().metrics().orElseThrow();
    assertEquals(Double.POSITIVE_INFINITY, found.relative());
    assertEquals(1, found.nanB());
    assertEquals(0, found.nanA());
  }

  @Test
  void nothingThatIsComparedHasNoMetrics() {
    ScopeSums sums = DiffScope.tree("", List.of(), DiffOrder.NAME, true).sums();
    assertEquals(0, sums.tensors());
    assertEquals(Optional.empty(), sums.metrics());
  }
}
