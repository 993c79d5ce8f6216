package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tensor.View;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Fixtures;
import io.github.tfckpt.testing.Fixtures.Golden;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors asked for by name, as a program does. */
final class NamedTensorTest {

  private static final Path VGG = Path.of("testdata/vgg/vgg_16.ckpt");

  @Test
  void everyNameOfEveryGolden() throws IOException {
    for (String folder : new String[] {"names-v1", "names-v2", "dtypes-v1", "dtypes-v2"}) {
      for (Golden golden : Fixtures.goldens(Path.of("testdata/bundles", folder))) {
        try (Checkpoint checkpoint = Checkpoint.open(golden.open().get(0))) {
          for (TensorEntry entry : checkpoint.tensors()) {
            Tensor tensor = checkpoint.tensor(entry.name());
            assertEquals(entry.name(), tensor.name());
            assertEquals(entry.shape(), tensor.shape());
          }
        }
      }
    }
  }

  /** A key that is not UTF-8, and another that is what the first is shown as. */
  @Test
  void shownNameMeansItsTensor(@TempDir Path folder) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve("x"), 1);
    byte[] bytes = {'b', (byte) 0xff, (byte) 0xfe};
    bundle.add(0, bytes, DTypes.FLOAT, new long[] {1}, Samples.floats(1));
    bundle.add(0, "b\\xff\\xfe", DTypes.FLOAT, new long[] {2}, Samples.floats(1, 2));
    bundle.add(0, "b\\xff", DTypes.FLOAT, new long[] {3}, Samples.floats(1, 2, 3));
    try (Checkpoint checkpoint = Checkpoint.open(bundle.write())) {
      assertEquals(Shape.of(1), checkpoint.tensor("b\\xff\\xfe").shape());
      assertEquals(Shape.of(2), checkpoint.tensor("b\\x5cxff\\x5cxfe").shape());
      assertEquals(Shape.of(3), checkpoint.tensor("b\\xff").shape());
      for (TensorEntry entry : checkpoint.tensors()) {
        assertEquals(List.of(entry), checkpoint.named(entry.name()));
      }
    }
  }

  @Test
  void missing() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(VGG)) {
      Missing e = assertThrows(Missing.class, () -> checkpoint.tensor("vgg_16/fc9\n"));
      assertEquals("testdata/vgg/vgg_16.ckpt: no tensor \"vgg_16/fc9\\x0a\"", e.getMessage());
    }
  }

  @Test
  void nameThatIsEmpty() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(VGG)) {
      Missing e = assertThrows(Missing.class, () -> checkpoint.tensor(""));
      assertEquals(VGG + ": no tensor \"\"", e.getMessage());
    }
  }

  @Test
  void asText() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(VGG)) {
      assertEquals("V1 " + VGG + ", 34 tensors", checkpoint.toString());
      Tensor tensor = checkpoint.tensor("vgg_16/fc8/biases");
      assertEquals("\"vgg_16/fc8/biases\" float32 [10]", tensor.toString());
    }
  }

  @Test
  void viewOfAnotherShape() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(VGG)) {
      Tensor tensor = checkpoint.tensor("vgg_16/fc8/biases");
      for (View view : List.of(View.all(Shape.of(100_000)), View.all(Shape.of(5)).reversed(0))) {
        String refused =
            assertThrows(IllegalArgumentException.class, () -> tensor.view(view)).getMessage();
        assertEquals(tensor + ": the view is of a tensor of shape " + view.shape(), refused);
      }
    }
  }

  @Test
  void listCannotBeChanged() throws IOException {
    Path graph = Path.of("testdata/graphs/frozen/frozen.pb");
    for (Path path : List.of(OneOfEach.V1, OneOfEach.V2, graph)) {
      try (Checkpoint checkpoint = Checkpoint.open(path)) {
        List<TensorEntry> tensors = checkpoint.tensors();
        assertThrows(UnsupportedOperationException.class, () -> tensors.remove(0));
      }
    }
  }

  @Test
  void missingFromADamagedIndex() throws IOException {
    Path folder = Path.of("testdata/broken/damaged-middle-block");
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      Missing e = assertThrows(Missing.class, () -> checkpoint.tensor("layer_2/kernel"));
      assertEquals(
          folder.resolve("model.ckpt-7")
              + ": no tensor \"layer_2/kernel\"; part of the index cannot be read",
          e.getMessage());
    }
  }

  /** The values are those that TensorFlow was given. */
  @Test
  void valuesOfDtypes() throws IOException {
    for (String version : new String[] {"v1", "v2"}) {
      Path path = Path.of("testdata/bundles/dtypes-" + version, "model.ckpt");
      try (Checkpoint checkpoint = Checkpoint.open(path)) {
        assertArrayEquals(new float[] {-123.456f}, checkpoint.tensor("float32/scalar").floats());
        assertArrayEquals(new double[] {Math.PI}, checkpoint.tensor("float64/scalar").doubles());
        assertArrayEquals(new long[] {-12345}, checkpoint.tensor("int32/scalar").longs());
        assertEquals(-12345, checkpoint.tensor("int64/scalar").bytes().getLong());
      }
    }
  }

  @Test
  void damagedTensor() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(Path.of("testdata/broken/flipped-bit"))) {
      int damaged = 0;
      for (TensorEntry entry : checkpoint.tensors()) {
        try {
          checkpoint.tensor(entry.name()).floats();
        } catch (Corrupt e) {
          damaged++;
          assertThrows(Corrupt.class, () -> checkpoint.tensor(entry.name()).bytes());
          assertThrows(
              Corrupt.class, () -> checkpoint.tensor(entry.name()).openStream().readAllBytes());
        }
      }
      assertEquals(1, damaged);
    }
  }

  /** Keras' exports store each variable twice, under the same full name. */
  @Test
  void fullNameOfTwins() throws IOException {
    Path export = Path.of("testdata/python/keras-export");
    try (Checkpoint checkpoint = Checkpoint.open(export)) {
      assertEquals(2, checkpoint.named("sequential/d1/kernel").size());
      assertArrayEquals(
          checkpoint.tensor("variables/0/.ATTRIBUTES/VARIABLE_VALUE").floats(),
          checkpoint.tensor("sequential/d1/kernel").floats());
    }
  }

  @Test
  void fullNameOfDifferentTensors(@TempDir Path folder) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve("x"), 1);
    Wire graph = new Wire();
    for (String key : List.of("a", "b", "c")) {
      byte[] value = Samples.floats(key.equals("c") ? 2 : 1);
      bundle.add(0, key, DTypes.FLOAT, new long[] {1}, value);
      String full = key.equals("a") ? "one" : "two";
      Wire saved = new Wire().text(1, "V").text(2, full).text(3, key);
      graph.message(1, new Wire().message(2, saved));
    }
    bundle.addStrings(0, "_CHECKPOINTABLE_OBJECT_GRAPH", new long[0], List.of(graph.toBytes()));
    bundle.write();
    try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("x"))) {
      assertArrayEquals(new float[] {1}, checkpoint.tensor("one").floats());
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> checkpoint.tensor("two"));
      assertEquals(folder.resolve("x") + ": \"two\" is \"b\" and \"c\"", e.getMessage());
    }
  }
}
