package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.change.Rule;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.name.NamePattern;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
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
    Changes changes = new Changes(renamings, List.of());
    SideNames keys = SideNames.keys(FullNames.none());
    List<Pair> pairs = Pairing.of(a, keys, b, keys, changes).all();
    changes
        .unused()
        .ifPresent(
            rule -> {
              throw new IllegalArgumentException(rule + " matches no tensor");
            });
    return pairs.stream().map(PairingTest::told).toList();
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
      for (SideNames shown : List.of(SideNames.keys(full), new SideNames(full, full))) {
        Changes changes = new Changes(List.of(Renaming.globs(map)), List.of());
        List<Pair> pairs = Pairing.of(entries("a"), shown, entries("b"), shown, changes).all();
        assertEquals(List.of("a>b"), pairs.stream().map(PairingTest::told).toList(), map);
      }
    }
  }

  @Test
  void tensorWithTheNewNameGivesWay() {
    Changes changes = new Changes(List.of(Renaming.globs("*/ema=*")), List.of());
    SideNames keys = SideNames.keys(FullNames.none());
    Pairing pairing = Pairing.of(entries("w", "w/ema"), keys, entries("w"), keys, changes);
    assertEquals(List.of("w/ema>w"), pairing.all().stream().map(PairingTest::told).toList());
    assertEquals(List.of("w"), pairing.displaced());
  }

  @Test
  void collisionsAreJudgedAmongTheChosenAlone() {
    Changes changes = new Changes(List.of(Renaming.globs("?/*=z/*")), List.of());
    SideNames keys = SideNames.keys(FullNames.none());
    Pairing pairing = Pairing.of(entries("x/a", "y/a"), keys, entries("z/a"), keys, changes);
    List<Pair> chosen = pairing.chosen(pair -> !pair.name().equals("x/a"));
    assertEquals(List.of("y/a>z/a"), chosen.stream().map(PairingTest::told).toList());
  }

  @Test
  void rulesTakeKeysAndFullNamesOfEitherSide() {
    FullNames fullA = entry -> Optional.of("fullA/" + entry.name());
    FullNames fullB = entry -> Optional.of("fullB/" + entry.name());
    TensorEntry a = entries("a").get(0);
    TensorEntry b = entries("b").get(0);
    Pair pair = new Pair(Optional.of(a), Optional.of(b), "shown", "other");
    for (String name : List.of("shown", "other", "a", "b", "fullA/a", "fullB/b")) {
      Pair changed = pair.changed(reversal(name), pair.names(fullA, fullB));
      assertTrue(changed.change().isPresent(), name);
    }
    Pair changed = pair.changed(reversal("fullB/a"), pair.names(fullA, fullB));
    assertEquals(Optional.empty(), changed.change());
  }

  private static Changes reversal(String name) {
    Rule rule =
        Rule.parse(Rule.Action.REVERSE, name + ":-1", text -> NamePattern.of(text, false)::matches);
    return new Changes(List.of(), List.of(rule));
  }

  private static String refusal(List<TensorEntry> a, List<TensorEntry> b, String... maps) {
    return assertThrows(IllegalArgumentException.class, () -> pairs(a, b, maps)).getMessage();
  }

  @Test
  void mapThatMatchesNothingIsRefused() {
    assertEquals("'x/*=y/*' matches no tensor", refusal(entries("a"), entries(), "x/*=y/*"));
    // A map that takes all names leaves nothing to later ones.
    assertEquals("'a=b' matches no tensor", refusal(entries("a"), entries(), "*=*", "a=b"));
  }

  @Test
  void twoTensorsOntoOneNameAreRefused() {
    assertEquals(
        "'x/a' and 'y/a' of A would both be 'z/a'",
        refusal(entries("x/a", "y/a"), entries(), "?/*=z/*"));
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
    SideNames called = SideNames.fullNames(entries, names);
    assertEquals(List.of("k1", "k2", "other"), entries.stream().map(called::shown).toList());
  }

  @Test
  void sortsAsPeopleCount() {
    List<Pair> pairs = Pairing.byKey(entries("k", "l10", "l2"), List.of()).orElseThrow();
    DiffOptions options = new DiffOptions(Tolerance.NONE, false, false, 1);
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
