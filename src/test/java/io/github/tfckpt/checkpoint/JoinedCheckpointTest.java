package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.tfckpt.change.Join;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.NumpyGoldens;
import io.github.tfckpt.testing.Tensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors that somebody split by hand, taken as one: against what numpy.concatenate makes. */
final class JoinedCheckpointTest {

  @TempDir private Path folder;

  private static int number(DType dtype) {
    for (int i = 1; ; i++) {
      if (DTypes.name(i).equals(dtype.label())) {
        return i;
      }
    }
  }

  private Checkpoint joined(Path index, String... rules) throws IOException {
    Checkpoint open = Checkpoint.open(index);
    try {
      return open.joined(List.of(rules).stream().map(Join::parse).toList());
    } catch (IllegalArgumentException e) {
      open.close();
      throw e;
    }
  }

  @Test
  void isWhatNumpyConcatenates() throws Exception {
    int number = 0;
    for (JsonObject one : NumpyGoldens.of("joins")) {
      DType dtype = NumpyGoldens.dtype(one);
      Shape piece = Shape.of(NumpyGoldens.longs(one, "piece"));
      BundleBuilder bundle = new BundleBuilder(folder.resolve("j" + number++), 1);
      for (int i = 0; i < one.get("pieces").getAsInt(); i++) {
        byte[] bytes = Tensors.counting(dtype, i * piece.elementCount(), piece.elementCount());
        bundle.add(0, "w_" + i, number(dtype), NumpyGoldens.longs(one, "piece"), bytes);
      }
      try (Checkpoint open = joined(bundle.write(), "w_*:" + one.get("axis").getAsInt())) {
        Tensor whole = open.tensor("w");
        assertEquals(Shape.of(NumpyGoldens.longs(one, "shape")), whole.shape(), one::toString);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        whole.elements().stream(digest::update);
        String found = HexFormat.of().formatHex(digest.digest());
        assertEquals(one.get("sha256").getAsString(), found, one::toString);
        OptionalInt sum = open.storedSum(open.tensors().get(0));
        if (sum.isPresent()) {
          assertEquals(Crc32c.of(((FixedElements) whole.elements()).bytes()), sum.getAsInt());
        }
        boolean inOneRun = one.get("axis").getAsInt() == 0 || piece.toString().startsWith("[1, 1");
        assertEquals(inOneRun, sum.isPresent(), one::toString);
      }
    }
  }

  private Path pieces(String... names) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve("p"), 1);
    for (String name : names) {
      bundle.add(0, name, DTypes.FLOAT, new long[] {2}, new byte[8]);
    }
    return bundle.write();
  }

  private static List<String> names(Checkpoint open) {
    return open.tensors().stream().map(TensorEntry::name).toList();
  }

  @Test
  void theLastStarIsTheNumberAndOthersAreCarriedOver() throws IOException {
    Path index = pieces("a/w_0", "a/w_1", "a/w_0/Adam", "b", "b_1", "b_2", "c/w_0", "d_x", "e_1");
    try (Checkpoint open = joined(index, "*/w_*")) {
      assertEquals(
          List.of("a/w", "a/w_0/Adam", "b", "b_1", "b_2", "c/w", "d_x", "e_1"), names(open));
    }
    try (Checkpoint open = joined(index, "b*", "*/w_*:-1", "e_*")) {
      assertEquals(List.of("a/w", "a/w_0/Adam", "b", "c/w", "d_x", "e"), names(open));
      assertEquals(Shape.of(6), open.tensor("b").shape());
    }
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve("q"), 1);
    for (String name : List.of("odd_0", "gap_0", "gap_2", "type_0", "twice_1", "twice_01", "x_0")) {
      bundle.add(0, name, DTypes.FLOAT, new long[] {2}, new byte[8]);
    }
    bundle.add(0, "odd_1", DTypes.FLOAT, new long[] {3}, new byte[12]);
    bundle.add(0, "type_1", DTypes.INT32, new long[] {2}, new byte[8]);
    bundle.add(0, "x", DTypes.INT32, new long[] {2}, new byte[8]);
    bundle.add(0, "s_0", DTypes.INT32, new long[] {}, new byte[4]);
    Path index = bundle.write();
    String[][] cases = {
      {"odd_*", "'odd_1' is float32 [3], but 'odd_0' is float32 [2]"},
      {"gap_*", "number 1 of 'gap' is missing"},
      {"type_*", "'type_1' is int32 [2], but 'type_0' is float32 [2]"},
      {"twice_*", "would both be number 1"},
      {"x_*", "would make a second 'x'"},
      {"s_*", "'s_0' is int32 [], which has no axis 0"},
      {"gap_*:1", "number 1 of 'gap' is missing"},
      {"x_*:1", "'x_0' is float32 [2], which has no axis 1"},
      {"nothing_*", "matches no tensor"},
      {"x_0", "expected PATTERN[:AXIS]"},
      {"?_*", "expected PATTERN[:AXIS]"},
    };
    for (String[] one : cases) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> joined(index, one[0])).getMessage();
      assertTrue(message.contains(one[1]), message);
    }
  }

  @Test
  void damageInAPieceIsDamage() throws IOException {
    Path index = pieces("w_0", "w_1");
    Path data = BundleBuilder.dataFile(folder.resolve("p"), 0, 1);
    byte[] bytes = Files.readAllBytes(data);
    bytes[12] ^= 1;
    Files.write(data, bytes);
    try (Checkpoint open = joined(index, "w_*")) {
      assertThrows(Corrupt.class, () -> open.tensor("w").floats());
    }
  }

  @Test
  void stringsAreJoinedToo() throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve("strings"), 1);
    for (int i = 0; i < 3; i++) {
      List<byte[]> two = List.of(bytes("a" + i), bytes("b" + i));
      bundle.addStrings(0, "s_" + i, new long[] {2, 1}, two);
    }
    try (Checkpoint open = joined(bundle.write(), "s_*:1")) {
      assertEquals("[a0, a1, a2, b0, b1, b2]", open.tensor("s").strings().toString());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
