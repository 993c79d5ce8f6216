package io.github.tfckpt.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ArraySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Block by block comes to the same as element by element. */
final class TransposedBlocksTest {

  private static View transposed(Shape shape) {
    return View.all(shape).permuted(1, 0);
  }

  private static ArraySource source(String name, byte[] bytes) {
    return new ArraySource(name, bytes, bytes.length);
  }

  private static void assertSame(View view, int width, byte[] bytes, int most) throws IOException {
    ArraySource whole = source("matrix", bytes);
    byte[] expected = new ViewSource(whole, width, view).readAll();
    ByteBuffer actual = ByteBuffer.allocate(expected.length);
    long[] taken = new long[1];
    StoredSum stored = new StoredSum(whole, Crc32c.of(whole), "m");
    TransposedBlocks blocks = new TransposedBlocks(whole, width, view, stored, most);
    // Threads take them in any order.
    for (int i = blocks.count() - 1; i >= 0; i--) {
      blocks.place(
          i,
          (offset, run) -> {
            taken[0] += run.remaining();
            actual.duplicate().position((int) offset).put(run);
          });
    }
    String what = view.shape() + " of " + width + " bytes, blocks of " + most;
    assertArrayEquals(expected, actual.array(), what);
    assertEquals(expected.length, taken[0], what);
    assertEquals(Crc32c.of(source("transposed", expected)), blocks.sum(), what);
  }

  @Test
  void ofEveryWidthAndWhereBlocksDoNotFit() throws IOException {
    Random random = new Random(3);
    int[][] shapes = {{1, 7}, {7, 1}, {8, 8}, {37, 11}, {11, 37}, {64, 65}, {5, 200}, {200, 5}};
    for (int width : new int[] {1, 2, 4, 8, 16}) {
      for (int[] shape : shapes) {
        byte[] bytes = new byte[shape[0] * shape[1] * width];
        random.nextBytes(bytes);
        View view = transposed(Shape.of(shape[0], shape[1]));
        for (int most : new int[] {16, 100, 1024, 1 << 20}) {
          assertSame(view, width, bytes, most);
          assertSame(view.reversed(0), width, bytes, most);
          assertSame(view.reversed(1), width, bytes, most);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1 << 20})
  void comparesTheStoredSumOfWhatWasRead(int most) throws IOException {
    byte[] bytes = new byte[37 * 65 * 4];
    new Random(4).nextBytes(bytes);
    ArraySource sound = source("matrix", bytes);
    StoredSum stored = new StoredSum(sound, Crc32c.of(sound), "m");
    bytes[5_000] ^= 1;
    View view = transposed(Shape.of(37, 65));
    TransposedBlocks blocks = new TransposedBlocks(sound, 4, view, stored, most);
    for (int i = 0; i < blocks.count(); i++) {
      blocks.place(i, (offset, run) -> {});
    }
    Corrupt e = assertThrows(Corrupt.class, blocks::sum);
    assertTrue(e.getMessage().startsWith("matrix: m: crc32c is "), e.getMessage());
  }

  private static boolean isFor(View view) {
    ArraySource none = source("none", new byte[0]);
    return TransposedBlocks.of(none, 4, view, FixedElements.Check.NONE, 1 << 20).isPresent();
  }

  @Test
  void greatTransposedMatricesAlone() {
    assertTrue(isFor(transposed(Shape.of(25_088, 4_096))));
    assertTrue(isFor(View.all(Shape.of(1, 1, 4_096, 4_096)).permuted(3, 2, 1, 0)));
    assertFalse(isFor(View.all(Shape.of(25_088, 4_096))));
    assertFalse(isFor(transposed(Shape.of(100, 4_096))), "short rows");
    assertFalse(isFor(transposed(Shape.of(2_000, 100))), "small");
    assertFalse(isFor(View.all(Shape.of(9_999_999))), "no matrix");
    assertFalse(isFor(View.all(Shape.of(99, 999, 999)).permuted(2, 1, 0)), "three axes");
  }
}
