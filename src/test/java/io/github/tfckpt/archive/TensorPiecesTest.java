package io.github.tfckpt.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tensor.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Tensors come out whole, however they are cut; sums are those of java.util.zip. */
final class TensorPiecesTest {

  private static final Shape LARGE = Shape.of(3_000, 3_001);
  private static final Shape SMALL = Shape.of(5);

  private static byte[] random(Shape shape) {
    byte[] bytes = new byte[(int) shape.elementCount() * 4];
    new Random(bytes.length).nextBytes(bytes);
    return bytes;
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static FixedElements summed(byte[] bytes, int sum) {
    ArraySource stored = new ArraySource("file", bytes, bytes.length);
    return FixedElements.summed(DType.FLOAT32, stored, false, sum, "w");
  }

  private record Some(List<Shape> shapes, List<? extends Elements> elements) implements TensorList {
    @Override
    public int count() {
      return shapes.size();
    }

    @Override
    public String name(int index) {
      return "t" + index;
    }

    @Override
    public DType dtype(int index) {
      return DType.FLOAT32;
    }

    @Override
    public Shape shape(int index) {
      return shapes.get(index);
    }

    @Override
    public Tensor read(int index) {
      return new Tensor(name(index), dtype(index), shape(index), elements.get(index));
    }

    @Override
    public FixedElements opaque(int index) {
      throw new AssertionError();
    }
  }

  /** Places the last piece first; the tensor of each, and what was placed. */
  private static List<Integer> place(TensorPieces pieces, List<byte[]> results, int[] sums)
      throws IOException {
    List<Integer> tensors = new ArrayList<>();
    for (int piece = pieces.count() - 1; piece >= 0; piece--) {
      int tensor = pieces.tensor(piece);
      tensors.add(0, tensor);
      OptionalInt sum =
          pieces.place(
              piece,
              (offset, run) ->
                  ByteBuffer.wrap(results.get(tensor)).position((int) offset).put(run));
      boolean isFirst = piece == 0 || pieces.tensor(piece - 1) != tensor;
      assertEquals(isFirst, sum.isPresent(), "piece " + piece);
      sum.ifPresent(found -> sums[tensor] = found);
    }
    return tensors;
  }

  @Test
  void ofSmallAndLargeTensors() throws IOException {
    byte[] small = random(SMALL);
    byte[] large = random(LARGE);
    FixedElements stored = summed(large, crc(large));
    FixedElements turned = stored.rearranged(View.all(LARGE).permuted(1, 0));
    Shape wide = Shape.of(3_001, 3_000);
    List<FixedElements> elements =
        List.of(
            summed(small, crc(small)),
            stored,
            turned,
            stored.rearranged(View.all(LARGE).reversed(0)),
            summed(small, crc(small)));
    TensorPieces pieces =
        new TensorPieces(new Some(List.of(SMALL, LARGE, wide, LARGE, SMALL), elements), i -> true);
    List<byte[]> results = new ArrayList<>();
    for (FixedElements each : elements) {
      results.add(new byte[(int) each.bytes().size()]);
    }
    int[] sums = new int[elements.size()];
    List<Integer> tensors = place(pieces, results, sums);

    assertEquals(List.of(0, 1, 1, 1), tensors.subList(0, 4));
    assertEquals(4, tensors.get(tensors.size() - 1));
    for (int i = 0; i < elements.size(); i++) {
      byte[] expected = elements.get(i).bytes().readAll();
      assertArrayEquals(expected, results.get(i), "tensor " + i);
      assertEquals(crc(expected), sums[i], "tensor " + i);
    }
  }

  @Test
  void comparesTheStoredSumAfterTheLastPiece() throws IOException {
    byte[] large = random(LARGE);
    FixedElements damaged = summed(large, crc(large) ^ 1);
    FixedElements turned = damaged.rearranged(View.all(LARGE).permuted(1, 0));
    for (FixedElements each : List.of(damaged, turned)) {
      TensorPieces pieces = new TensorPieces(new Some(List.of(LARGE), List.of(each)), i -> true);
      assertTrue(pieces.count() > 1);
      List<byte[]> results = List.of(new byte[large.length]);
      assertThrows(Corrupt.class, () -> place(pieces, results, new int[1]));
    }
  }

  @Test
  void cutsNothingThatIsNotPlain() throws IOException {
    byte[] large = random(LARGE);
    Some tensors = new Some(List.of(LARGE), List.of(summed(large, crc(large))));
    assertEquals(1, new TensorPieces(tensors, i -> false).count());
  }
}
