package io.github.tfckpt.cli.pairs;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Pairing;
import io.github.tfckpt.diff.SideNames;
import io.github.tfckpt.inspect.Aliases;
import java.util.List;
import java.util.Optional;

/** Whether full names pair more tensors than keys do, as where one side is of another format. */
final class FullerNames {

  private FullerNames() {}

  /** What to tell if they do; empty if keys are as good, or one side has no full names. */
  static Optional<String> why(DiffSide a, Aliases.Merged onceA, DiffSide b, Aliases.Merged onceB) {
    // A graph looks for full names where a checkpoint does not have its keys.
    boolean mayBe = b.fullNames().areThere() || b.isRestoring();
    if (!a.fullNames().areThere() || !mayBe) {
      return Optional.empty();
    }
    long byKey =
        alike(
            Pairing.byKey(a.tensors(), b.tensors())
                .orElseGet(() -> Pairing.byKeyInAnyOrder(a.tensors(), b.tensors())));
    if (byKey == Math.min(a.tensors().size(), b.tensors().size())) {
      return Optional.empty();
    }
    long byName = alike(pairing(a, onceA, b, onceB, Changes.none()).all());
    return byName > byKey
        ? Optional.of(
            "tensors are paired by full name: "
                + byName
                + " of one type and shape, by key "
                + byKey
                + "; --names key forces keys")
        : Optional.empty();
  }

  /** Pairs by full names, where these tell tensors apart. */
  static Pairing pairing(
      DiffSide a, Aliases.Merged onceA, DiffSide b, Aliases.Merged onceB, Changes changes) {
    return Pairing.of(
        onceA.entries(),
        SideNames.fullNames(onceA.entries(), a.fullNames()),
        onceB.entries(),
        SideNames.fullNames(onceB.entries(), b.fullNames()),
        changes);
  }

  /** How many pairs have tensors of one type and shape. */
  private static long alike(List<Pair> pairs) {
    return pairs.stream()
        .filter(
            pair ->
                pair.a().isPresent()
                    && pair.b().isPresent()
                    && pair.a().get().dtype().equals(pair.b().get().dtype())
                    && pair.a().get().shape().equals(pair.b().get().shape()))
        .count();
  }
}
