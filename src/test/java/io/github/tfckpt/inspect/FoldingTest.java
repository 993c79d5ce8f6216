package io.github.tfckpt.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FoldingTest {

  @Test
  void scopesThatAreAlike() {
    assertEquals(
        List.of("layer_0/w 1x[3]", "layer_[1-3,5]/w 4x[2]", "layer_[1-3,5]/x 4x[1]"),
        fold(
            "layer_0/w 3",
            "layer_1/w 2",
            "layer_1/x 1",
            "layer_2/w 2",
            "layer_2/x 1",
            "layer_3/w 2",
            "layer_3/x 1",
            "layer_5/w 2",
            "layer_5/x 1"));
  }

  @Test
  void scopesInScopes() {
    assertEquals(
        List.of("a_[0-1]/b_[0-1]/w 4x[2]"),
        fold("a_0/b_0/w 2", "a_0/b_1/w 2", "a_1/b_0/w 2", "a_1/b_1/w 2"));
  }

  @Test
  void whatIsNotAlike() {
    assertEquals(List.of("w 1x[2]", "w_1 1x[2]", "x1 1x[2]"), fold("w 2", "w_1 2", "x1 2"));
    assertEquals(List.of("conv 1x[2]", "conv2 1x[2]"), fold("conv 2", "conv2 2"));
    assertEquals(List.of("a1/w 1x[2]", "a2/v 1x[2]"), fold("a1/w 2", "a2/v 2"));
  }

  @Test
  void paddedNumbers() {
    assertEquals(List.of("b[01-03] 3x[2]"), fold("b01 2", "b02 2", "b03 2"));
    assertEquals(List.of("b[9-10] 2x[2]"), fold("b9 2", "b10 2"));
    assertEquals(List.of("b[1,02] 2x[2]"), fold("b1 2", "b02 2"));
  }

  @Test
  void oneNameTwice() {
    assertEquals(List.of("s/w 1x[2]", "s/w 1x[2]"), fold("s/w 2", "s/w 2"));
    assertEquals(List.of("w_[1,1] 2x[2]"), fold("w_1 2", "w_1 2"));
  }

  /** Leaves of the folded tree; each argument is a name and the one extent of its shape. */
  private static List<String> fold(String... tensors) {
    List<TensorEntry> entries = new ArrayList<>();
    for (String tensor : tensors) {
      int space = tensor.indexOf(' ');
      Shape shape = Shape.of(Long.parseLong(tensor.substring(space + 1)));
      Bytes key = Bytes.utf8(tensor.substring(0, space));
      long size = 4 * shape.elementCount();
      entries.add(TensorEntry.stored(key, DType.FLOAT32, shape, 0, 0, size, 0));
    }
    Scope folded = Folding.fold(Scope.tree(entries, FullNames.none()));
    assertEquals(entries.size(), folded.tensors());
    List<String> leaves = new ArrayList<>();
    collect(folded, "", leaves);
    return leaves;
  }

  private static void collect(Scope scope, String path, List<String> leaves) {
    for (Scope part : scope.parts()) {
      if (part.isTensor()) {
        String shape = part.sample().orElseThrow().shape().toString();
        leaves.add(path + part.label() + " " + part.tensors() + "x" + shape);
        assertEquals(part.params() * 4, part.bytes());
      } else {
        collect(part, path + part.label() + "/", leaves);
      }
    }
  }
}
