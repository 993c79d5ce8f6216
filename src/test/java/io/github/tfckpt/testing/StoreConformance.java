package io.github.tfckpt.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Selection;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/**
 * What every kind of store has to do for every element type that it can hold. A store passes by a
 * subclass that writes what it is given; all that is expected comes from what was given.
 */
public abstract class StoreConformance {

  private static final long[] MATRIX = {2, 3};
  private static final long[] MANY = {3000};

  @RegisterExtension final Scratch scratch = new Scratch();

  /**
   * Writes a checkpoint of these tensors.
   *
   * @param file a name in an empty folder, which more may be appended to
   * @return what to open
   */
  protected abstract Path write(Path file, List<Fed> tensors) throws IOException;

  /** Types with values that the format cannot hold, by TensorFlow's names; each is deliberate. */
  protected Set<String> lacks() {
    return Set.of();
  }

  /**
   * Where a byte of the elements lies that a stored sum covers.
   *
   * @param written what was opened, of one tensor
   * @return empty if the format stores no sums
   */
  protected abstract List<Path> summed(Path written) throws IOException;

  @TestFactory
  final Stream<DynamicContainer> everyType() {
    Set<String> lacking = lacks();
    return DType.ALL.stream()
        .filter(dtype -> dtype.kind() != DType.Kind.OPAQUE)
        .filter(dtype -> !lacking.contains(dtype.label()))
        .map(dtype -> dynamicContainer(dtype.label(), tests(dtype)));
  }

  private Stream<DynamicTest> tests(DType dtype) {
    return Stream.of(
        dynamicTest("matrix", () -> whole(Fed.random("t", dtype, MATRIX))),
        dynamicTest("many", () -> whole(Fed.random("t", dtype, MANY))),
        dynamicTest("scalar", () -> whole(Fed.random("t", dtype))),
        dynamicTest("empty", () -> whole(Fed.random("t", dtype, 2, 0, 3))),
        dynamicTest("selection", () -> selections(dtype)),
        dynamicTest("beside others", () -> besideOthers(dtype)),
        dynamicTest("damage", () -> damage(dtype)));
  }

  /** Type, shape, bytes, digest, sum, and what programs get. */
  private void whole(Fed fed) throws IOException {
    try (Checkpoint checkpoint = open(fed)) {
      compare(checkpoint, fed);
    }
  }

  private Checkpoint open(Fed... tensors) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(write(scratch.file("x"), List.of(tensors)));
    assertEquals(List.of(), checkpoint.damage());
    return checkpoint;
  }

  private static void compare(Checkpoint checkpoint, Fed fed) throws IOException {
    TensorEntry entry = Reading.one(checkpoint, fed.name());
    assertEquals(fed.dtype(), entry.dtype().number());
    assertEquals(Shape.of(fed.shape()), entry.shape());
    assertEquals(Samples.sha256(fed.canonical()), Reading.sha256(checkpoint, entry));
    Tensor tensor = checkpoint.tensor(fed.name());
    assertEquals(Shape.of(fed.shape()), tensor.shape());
    if (fed.isStrings()) {
      assertEquals(fed.strings().stream().map(Bytes::copyOf).toList(), tensor.strings());
    } else {
      byte[] found = new byte[tensor.bytes().remaining()];
      tensor.bytes().get(found);
      assertArrayEquals(fed.elements(), found);
      assertArrayEquals(fed.elements(), tensor.openStream().readAllBytes());
      int sum = Checksum.of(fed.elements());
      checkpoint.storedSum(entry).ifPresent(stored -> assertEquals(sum, stored));
    }
  }

  private void selections(DType dtype) throws IOException {
    Fed matrix = Fed.random("t", dtype, MATRIX);
    try (Checkpoint checkpoint = open(matrix)) {
      Tensor tensor = checkpoint.tensor("t");
      select(tensor, "[1]", matrix.canonical(3, 4, 5));
      select(tensor, "[:, 1]", matrix.canonical(1, 4));
      select(tensor, "[::-1, ::2]", matrix.canonical(3, 5, 0, 2));
      select(tensor, "[0, 2]", matrix.canonical(2));
      select(tensor, "[2:]", matrix.canonical(new int[0]));
    }
    Fed many = Fed.random("t", dtype, MANY);
    try (Checkpoint checkpoint = open(many)) {
      select(checkpoint.tensor("t"), "[-1::-1000]", many.canonical(2999, 1999, 999));
    }
  }

  private static void select(Tensor tensor, String selection, byte[] expected) throws IOException {
    Tensor part = tensor.view(Selection.parse(selection).on(tensor.shape()));
    assertArrayEquals(expected, Reading.bytes(part), selection);
  }

  private void besideOthers(DType dtype) throws IOException {
    Fed[] tensors = {
      Fed.random("a", DType.INT8, 5),
      Fed.random("b", dtype, 3),
      Fed.random("c", lacks().contains("string") ? DType.INT16 : DType.STRING, 2),
      Fed.random("d", dtype, 3, 1)
    };
    try (Checkpoint checkpoint = open(tensors)) {
      assertEquals(
          Arrays.stream(tensors).map(Fed::name).toList(),
          checkpoint.tensors().stream().map(TensorEntry::name).toList());
      for (Fed fed : tensors) {
        compare(checkpoint, fed);
      }
    }
  }

  /** The last byte that a sum covers, changed: nothing is read of it, and verify tells. */
  private void damage(DType dtype) throws IOException {
    Path path = write(scratch.file("x"), List.of(Fed.random("t", dtype, MANY)));
    assertEquals(List.of(), Verifying.lines(Verifying.verify(path), path.getParent()));
    for (Path file : summed(path)) {
      scratch.edit(file, this::changed);
      Executable read = () -> scratch.bytes(path, "t");
      assertThrows(Corrupt.class, read);
      assertTrue(Verifying.verify(path).findings().stream().anyMatch(finding -> finding.isError()));
    }
  }

  /** The bytes of a file, one of them changed that a sum covers. */
  protected byte[] changed(byte[] bytes) {
    bytes[bytes.length - 1] ^= 1;
    return bytes;
  }
}
