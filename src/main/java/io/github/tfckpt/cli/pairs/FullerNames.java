package io.github.tfckpt.cli.pairs;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Pairing;
import java.util.List;
import java.util.Optional;

/** Whether full names pair more tensors than keys do, as where one side is of another format. */
final class FullerNames {

  private FullerNames() {}

  /** What to tell if they do; empty if keys are as good, or one side has no full names. */
  static Optional<String> why(DiffSide a, DiffSide b) {
    if (!a.fullNames().areThere() || !b.fullNames().areThere()) {
      return Optional.empty();
    }
    long byKey =
        alike(
            Pairing.byKey(a.tensors(), b.tensors())
                .orElseGet(() -> Pairing.byKeyInAnyOrder(a.tensors(), b.tensors())));
    if (byKey == Math.min(a.tensors().size(), b.tensors().size())) {
      return Optional.empty();
    }
    Pairing pairing =
        Pairing.of(a.tensors(), a.names(true), b.tensors(), b.names(true), Changes.none());
    long byName = alike(pairing.all());
    return byName > byKey
        ? Optional.of(
            "tensors are paired by full name: "
                + byName
                + " of one type and shape, by key "
                + byKey
                + "; --names key forces keys")
        : Optional.empty();
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
