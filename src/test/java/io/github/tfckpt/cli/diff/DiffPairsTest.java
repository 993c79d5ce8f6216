package io.github.tfckpt.cli.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Pairing;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.name.NamePattern;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DiffPairsTest {

  private static List<TensorEntry> entries(String... names) {
    return Stream.of(names)
        .map(n -> TensorEntry.scattered(Bytes.utf8(n), DType.FLOAT32, Shape.of(2), List.of()))
        .toList();
  }

  @Test
  void choosesByAnyNameAndReportsWhatMatchedNothing() {
    List<Pair> pairs =
        Pairing.of(
            entries("x/a", "x/b"),
            TensorEntry::name,
            entries("y/a", "y/c"),
            TensorEntry::name,
            List.of(Renaming.globs("x/*=y/*")));
    boolean[] met = new boolean[3];
    List<Pair> chosen =
        DiffPairs.choose(
            pairs,
            pair -> List.of(pair.name(), pair.nameB()),
            List.of(pattern("x/a"), pattern("y/?"), pattern("none")),
            List.of(pattern("*/c")),
            met);
    assertEquals(List.of("x/a", "x/b"), chosen.stream().map(Pair::name).toList());
    assertEquals(List.of(true, true, false), List.of(met[0], met[1], met[2]));
  }

  private static NamePattern pattern(String text) {
    return NamePattern.of(text, false);
  }
}
