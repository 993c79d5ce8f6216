package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UnchangedScopesTest {

  private final List<TensorDiff> diffs = new ArrayList<>();

  private void add(Status status, String... names) {
    for (String name : names) {
      Optional<TensorEntry> entry =
          Optional.of(
              TensorEntry.scattered(Bytes.utf8(name), DType.FLOAT32, Shape.of(2), List.of()));
      boolean inA = status != Status.ONLY_B;
      boolean inB = status != Status.ONLY_A;
      Pair pair =
          new Pair(inA ? entry : Optional.empty(), inB ? entry : Optional.empty(), name, name);
      diffs.add(new TensorDiff(pair, TensorDiff.Outcome.of(status, "")));
    }
  }

  private String unchanged() {
    return UnchangedScopes.of(diffs)
        .map(found -> String.join(" ", found.names()) + " " + found.tensors())
        .orElse("");
  }

  @Test
  void scopesAreAsWideAsNothingInThemChanged() {
    add(Status.IDENTICAL, "net/a/x/w", "net/a/x/b", "net/a/y/w", "net/b/w", "top");
    add(Status.DIFFERENT, "net/b/b");
    assertEquals("net/a net/b/w top 5", unchanged());
  }

  @Test
  void numbersAreJoined() {
    add(Status.IDENTICAL, "e/layer_0/w", "e/layer_1/w", "e/layer_2/w", "e/layer_10/w");
    add(Status.CLOSE, "e/layer_3/w");
    assertEquals("e/layer_[0-2,10] 4", unchanged());
  }

  /** Slots of an optimizer that only one side has lie beside the weights of a layer. */
  @Test
  void whatOneSideHasAloneChangesNothing() {
    add(Status.IDENTICAL, "c1/w", "c1/b");
    add(Status.ONLY_B, "c1/w/Momentum");
    add(Status.DIFFERENT, "c2/w");
    assertEquals("c1 2", unchanged());
  }

  @Test
  void wholeIsNotReported() {
    add(Status.IDENTICAL, "c1/w", "c1/b");
    assertEquals("", unchanged());
    diffs.clear();
    add(Status.DIFFERENT, "c1/w", "c1/b");
    assertEquals("", unchanged());
  }

  @Test
  void objectGraphChangesNothing() {
    add(Status.IDENTICAL, "c1/w");
    add(Status.DIFFERENT, TensorEntry.OBJECT_GRAPH.toString());
    assertEquals("", unchanged());
    assertTrue(new DiffReport("a", "b", DiffReport.Basis.VALUES, diffs).isEqual());
    add(Status.DIFFERENT, "c2/w");
    assertEquals("c1 1", unchanged());
    assertFalse(new DiffReport("a", "b", DiffReport.Basis.VALUES, diffs).isEqual());
  }

  @Test
  void namesOfThousandsOfComponentsAreNames() {
    String name = "a/".repeat(30_000) + "w";
    add(Status.IDENTICAL, name);
    add(Status.DIFFERENT, name + "x");
    assertEquals(name + " 1", unchanged());
  }
}
