package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FoldedDiffTest {

  private static List<TensorDiff> diffs(String... names) {
    List<TensorDiff> diffs = new ArrayList<>();
    for (String name : names) {
      TensorEntry entry =
          TensorEntry.scattered(Bytes.utf8(name), DType.FLOAT32, Shape.of(2), List.of());
      Pair pair = new Pair(Optional.of(entry), Optional.empty(), name, name);
      diffs.add(new TensorDiff(pair, TensorDiff.Outcome.of(Status.ONLY_A, "")));
    }
    return diffs;
  }

  private static List<String> folded(String... names) {
    return FoldedDiff.fold(diffs(names)).stream().map(FoldedDiff::name).toList();
  }

  @Test
  void threeThatDifferInOneNumberAreOneLine() {
    assertEquals(List.of("layer_[0-1,10]/w"), folded("layer_0/w", "layer_1/w", "layer_10/w"));
    assertEquals(List.of("layer_0/w", "layer_1/w"), folded("layer_0/w", "layer_1/w"));
  }

  @Test
  void namesWithAndWithoutNumbersStand() {
    assertEquals(
        List.of("a", "b[1-3]", "a[4-6]b"), folded("a", "b1", "b2", "b3", "a4b", "a5b", "a6b"));
  }

  /** A damaged index may hold one name several times. */
  @Test
  void aRepeatedNameIsReportedEachTime() {
    assertEquals(List.of("a", "a", "a", "b1"), folded("a", "a", "a", "b1"));
  }

  @Test
  void namesOfThousandsOfNumbersAreNotTakenApart() {
    String name = "1a".repeat(30_000);
    FoldedDiff whole = FoldedDiff.each(diffs(name)).get(0);
    assertEquals(name, whole.name());
    assertEquals(33, whole.parts().size());
    assertEquals(
        List.of("[1-3]" + "b1".repeat(20)),
        folded("1" + "b1".repeat(20), "2" + "b1".repeat(20), "3" + "b1".repeat(20)));
  }
}
