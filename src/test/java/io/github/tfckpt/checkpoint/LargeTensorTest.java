package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.NumberReader;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Reading;
import io.github.tfckpt.testing.SparseFile;
import io.github.tfckpt.testing.SparseFloats;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors of more elements, and of more bytes, than an int counts. Their files are sparse. */
final class LargeTensorTest {

  private static final long ROW = 1L << 28;
  private static final int ROWS = 3;
  private static final long[] SHAPE = {ROWS, ROW};

  @TempDir private Path folder;

  private static NumberReader numbers(Checkpoint checkpoint) throws IOException {
    Tensor tensor = checkpoint.read(Reading.one(checkpoint, "w"));
    return new NumberReader((FixedElements) tensor.elements());
  }

  private static void assertRead(Path path) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      NumberReader numbers = numbers(checkpoint);
      long count = ROWS * ROW;
      for (long index = count - 1; index >= 0; index -= ROW - 1) {
        assertEquals(SparseFloats.at(index), numbers.real(index));
        long marked = index / SparseFloats.STEP * SparseFloats.STEP;
        assertEquals(SparseFloats.at(marked), numbers.real(marked));
      }
    }
  }

  private static long[][] row(long row) {
    return new long[][] {{row, 1}, {0, ROW}};
  }

  @Test
  void moreElementsThanAnIntCounts() throws IOException {
    long count = (1L << 32) + 3;
    SparseFile.Content content =
        new SparseFile.Content() {
          @Override
          public long size() {
            return count;
          }

          @Override
          public void writeTo(SparseFile file) throws IOException {
            file.zeros(count - 2);
            file.write(new byte[] {77, -5});
          }
        };
    BundleBuilder bundle = new BundleBuilder(folder.resolve("x"), 1);
    bundle.addContent(0, "w", DTypes.INT8, new long[] {count}, content);
    bundle.write();
    try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("x"))) {
      assertEquals(count, checkpoint.tensors().get(0).elementCount());
      NumberReader numbers = numbers(checkpoint);
      assertEquals(0, numbers.integer(0));
      assertEquals(77, numbers.integer(count - 2));
      assertEquals(-5, numbers.integer(count - 1));
    }
  }

  @Test
  void partitionedVariable() throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve("x"), 2);
    for (int row = ROWS - 1; row >= 0; row--) {
      SparseFloats content = new SparseFloats(row * ROW, ROW);
      bundle.addContentSlice(row % 2, "w", DTypes.FLOAT, SHAPE, row(row), content);
    }
    assertRead(bundle.write());
  }

  @Test
  void v1InBlocksOfOneGib() throws IOException {
    V1Builder file = new V1Builder();
    for (int row = 0; row < ROWS; row++) {
      file.addFloats("w", SHAPE, row(row), new SparseFloats(row * ROW, ROW));
    }
    assertRead(file.write(folder.resolve("x.ckpt")));
  }
}
