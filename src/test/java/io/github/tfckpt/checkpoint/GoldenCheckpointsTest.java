package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tensor.TensorSlice;
import io.github.tfckpt.testing.Fixtures;
import io.github.tfckpt.testing.Fixtures.Golden;
import io.github.tfckpt.testing.Fixtures.GoldenTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every folder of testdata that states what it holds, read by all its spellings. */
final class GoldenCheckpointsTest {

  /** The hex of more bytes than this is not stated. */
  private static final int SMALL = 64;

  @TestFactory
  Stream<DynamicNode> everyFolder() {
    List<Path> folders = Fixtures.folders();
    assertFalse(folders.isEmpty());
    return folders.stream()
        .map(folder -> dynamicContainer(folder.toString(), everySpelling(folder)));
  }

  private static Stream<DynamicNode> everySpelling(Path folder) {
    List<DynamicNode> tests = new ArrayList<>();
    try {
      for (Golden golden : Fixtures.goldens(folder)) {
        for (Path path : golden.open()) {
          String name = path + (golden.step().isPresent() ? " by step" : "");
          tests.add(dynamicTest(name, () -> compare(golden, path)));
        }
      }
    } catch (IOException e) {
      tests.add(
          dynamicTest(
              "expected.json",
              () -> {
                throw e;
              }));
    }
    return tests.stream();
  }

  private static void compare(Golden golden, Path path) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(path, golden.step())) {
      assertEquals(golden.format(), checkpoint.format().label());
      assertEquals(List.of(), checkpoint.damage());
      if (golden.summary().isPresent()) {
        String lines = lines(checkpoint);
        assertEquals(golden.summary().get().count(), checkpoint.tensors().size());
        assertEquals(golden.summary().get().sha256(), Fixtures.sha256(lines), lines);
        return;
      }
      assertEquals(
          golden.tensors().stream().map(GoldenCheckpointsTest::line).toList(),
          checkpoint.tensors().stream().map(TensorEntry::toString).toList());
      for (int i = 0; i < golden.tensors().size(); i++) {
        compare(golden.tensors().get(i), checkpoint, checkpoint.tensors().get(i));
      }
    }
  }

  private static String line(GoldenTensor tensor) {
    return tensor.key() + " " + tensor.dtype() + " " + tensor.shape();
  }

  private static void compare(GoldenTensor golden, Checkpoint checkpoint, TensorEntry entry)
      throws IOException {
    String name = entry.name();
    assertEquals(golden.key(), entry.key());
    assertEquals(List.of(entry), checkpoint.named(name), name);
    golden
        .slices()
        .ifPresent(slices -> assertEquals(sorted(slices), sorted(texts(entry.slices())), name));
    if (golden.fullName().isPresent()) {
      String full = golden.fullName().get();
      assertEquals(full, checkpoint.fullName(entry).orElse(""), name);
      assertTrue(full.isEmpty() || checkpoint.named(full).contains(entry), full);
    }
    if (golden.refuses()) {
      assertThrows(Unsupported.class, () -> checkpoint.read(entry), name);
      return;
    }
    Tensor tensor = checkpoint.read(entry);
    assertEquals(golden.shape(), tensor.shape().extents(), name);
    byte[] bytes = canonical(tensor);
    if (bytes.length <= SMALL) {
      assertEquals(golden.hex(), HexFormat.of().formatHex(bytes), name);
    }
    assertEquals(golden.sha256(), digest(tensor), name);
  }

  private static List<String> texts(List<TensorSlice> slices) {
    return slices.stream().map(TensorSlice::toString).toList();
  }

  private static List<String> sorted(List<String> texts) {
    return texts.stream().sorted().toList();
  }

  private static String lines(Checkpoint checkpoint) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (TensorEntry entry : checkpoint.tensors()) {
      String shape = entry.shape().extents().toString().replace(" ", "");
      lines.append(entry.name()).append(' ').append(entry.dtype().label()).append(' ');
      lines.append(shape).append(' ').append(digest(checkpoint.read(entry))).append('\n');
    }
    return lines.toString();
  }

  private static byte[] canonical(Tensor tensor) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tensor.elements().stream(
        piece -> {
          byte[] bytes = new byte[piece.remaining()];
          piece.get(bytes);
          out.writeBytes(bytes);
        });
    return out.toByteArray();
  }

  private static String digest(Tensor tensor) throws IOException {
    MessageDigest digest = Fixtures.sha256();
    tensor.elements().stream(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }
}
