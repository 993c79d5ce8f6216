package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.change.Reversal;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class PairingTest {

  private static List<TensorEntry> entries(String... names) {
    List<TensorEntry> entries = new ArrayList<>();
    for (String name : names) {
      entries.add(TensorEntry.scattered(Bytes.utf8(name), DType.FLOAT32, Shape.of(2), List.of()));
    }
    return entries;
  }

  /** {@code a>b} for a pair, {@code a>-} and {@code ->b} for a tensor without a counterpart. */
  private static List<String> pairs(List<TensorEntry> a, List<TensorEntry> b, String... maps) {
    List<Renaming> renamings = new ArrayList<>();
    for (String map : maps) {
      renamings.add(Renaming.globs(map));
    }
    List<String> pairs = new ArrayList<>();
    for (Pair pair : Pairing.of(a, TensorEntry::name, b, TensorEntry::name, renamings)) {
      pairs.add(told(pair));
    }
    return pairs;
  }

  private static String told(Pair pair) {
    String a = pair.a().map(TensorEntry::name).orElse("-");
    return a + ">" + pair.b().map(TensorEntry::name).orElse("-");
  }

  @Test
  void pairsByName() {
    assertEquals(List.of("a>a", "b>-", "->c"), pairs(entries("a", "b"), entries("a", "c")));
  }

  @Test
  void firstMapThatMatchesCounts() {
    assertEquals(
        List.of("x/a>z/a", "x/b>y/b", "c>c"),
        pairs(entries("x/a", "x/b", "c"), entries("c", "y/a", "y/b", "z/a"), "x/a=z/a", "x/*=y/*")
            .subList(0, 3));
  }

  @Test
  void mapsTakeAndGiveKeysAndFullNames() {
    FullNames full = entry -> Optional.of("full/" + entry.name());
    for (String map : List.of("*a=*b", "a=b", "a=full/b", "full/a=b", "full/a=full/b")) {
      for (Function<TensorEntry, String> shown :
          List.<Function<TensorEntry, String>>of(
              TensorEntry::name, entry -> "full/" + entry.name())) {
        List<Pair> pairs =
            Pairing.of(
                entries("a"), shown, full, entries("b"), shown, full, List.of(Renaming.globs(map)));
        assertEquals(List.of("a>b"), pairs.stream().map(PairingTest::told).toList(), map);
      }
    }
  }

  @Test
  void reversalsTakeKeysAndFullNamesOfEitherSide() {
    FullNames fullA = entry -> Optional.of("fullA/" + entry.name());
    FullNames fullB = entry -> Optional.of("fullB/" + entry.name());
    TensorEntry a = entries("a").get(0);
    TensorEntry b = entries("b").get(0);
    Pair pair = new Pair(Optional.of(a), Optional.of(b), "shown", "other");
    for (String name : List.of("shown", "other", "a", "b", "fullA/a", "fullB/b")) {
      List<Reversal> rules = List.of(new Reversal(name::equals, name + ":-1", -1));
      List<String> names = pair.names(fullA, fullB);
      assertEquals(-1, Reversal.view(rules, Shape.of(2), names).orElseThrow().stride(0), name);
    }
    List<Reversal> other = List.of(new Reversal("fullB/a"::equals, "fullB/a:0", 0));
    assertEquals(Optional.empty(), Reversal.view(other, Shape.of(2), pair.names(fullA, fullB)));
  }

  private static String refusal(List<TensorEntry> a, List<TensorEntry> b, String... maps) {
    return assertThrows(IllegalArgumentException.class, () -> pairs(a, b, maps)).getMessage();
  }

  @Test
  void mapThatMatchesNothingIsRefused() {
    assertEquals("'x/*=y/*' matches no tensor in A", refusal(entries("a"), entries(), "x/*=y/*"));
    // Behind a map that takes all names there is nothing left.
    assertEquals("'a=b' matches no tensor in A", refusal(entries("a"), entries(), "*=*", "a=b"));
  }

  @Test
  void twoTensorsOntoOneNameAreRefused() {
    assertEquals(
        "'x/a' and 'y/a' of A would both be 'z/a'",
        refusal(entries("x/a", "y/a"), entries(), "?/*=z/*"));
    assertEquals(
        "'a' and 'b' of A would both be 'b'", refusal(entries("a", "b"), entries("b"), "a=b"));
  }

  @Test
  void nothingIsLostWhereNamesRepeat() {
    assertEquals(
        List.of("a>a", "a>-", "->a", "->a"), pairs(entries("a", "a"), entries("a", "a", "a")));
  }

  @Test
  void fullNamesThatTwoTensorsHaveGiveWayToKeys() {
    List<TensorEntry> entries = entries("k1", "k2", "k3");
    FullNames names =
        new FullNames() {
          @Override
          public Optional<String> of(TensorEntry entry) {
            return Optional.of(entry.name().equals("k3") ? "other" : "same");
          }
        };
    Function<TensorEntry, String> called = Pairing.fullNames(entries, names);
    assertEquals(List.of("k1", "k2", "other"), entries.stream().map(called).toList());
  }

  @Test
  void sortsAsPeopleCount() {
    List<Pair> pairs = Pairing.byKey(entries("k", "l10", "l2"), List.of()).orElseThrow();
    DiffOptions options = new DiffOptions(Tolerance.NONE, false, false, List.of(), 1);
    assertEquals(
        List.of("k", "l2", "l10"),
        TensorDiff.byName(QuickDiff.byName(pairs, options)).stream()
            .map(diff -> diff.pair().name())
            .toList());
  }

  /** Random sets of keys, against the pairing by name. */
  @Test
  void pairsByKeyAsByName() {
    Random random = new Random(6);
    for (int round = 0; round < 200; round++) {
      String[] a = keys(random);
      String[] b = keys(random);
      List<String> expected = new ArrayList<>(pairs(entries(a), entries(b)));
      List<String> found = new ArrayList<>();
      for (Pair pair : Pairing.byKey(entries(a), entries(b)).orElseThrow()) {
        found.add(told(pair));
      }
      Collections.sort(expected);
      Collections.sort(found);
      assertEquals(expected, found);
    }
  }

  private static String[] keys(Random random) {
    TreeSet<String> keys = new TreeSet<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      keys.add(Integer.toString(random.nextInt(20)));
    }
    return keys.toArray(new String[0]);
  }

  @Test
  void keysThatDoNotRiseArePairedByName() {
    assertEquals(Optional.empty(), Pairing.byKey(entries("b", "a"), entries("a")));
    assertEquals(Optional.empty(), Pairing.byKey(entries("a"), entries("a", "a")));
  }
}
