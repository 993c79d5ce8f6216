package io.github.tfckpt.match;

import io.github.tfckpt.entry.TensorEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Tensors of A and of B that hold the same values in some order. */
final class ValueClass {

  /** Pairs of names that are weighed; of more tensors none is told from another. */
  private static final long MOST = 1 << 18;

  /** Tensors of one side, likewise: each is compared with all of its own side. */
  private static final int MOST_IN_ONE = 1 << 11;

  private static final double SAME_SHAPE = 0.01;

  /** Names that are less alike decide nothing. */
  private static final double LEAST = 0.5;

  /** Two tensors, and how likely they are one. */
  private record Weighed(TensorEntry a, TensorEntry b, double weight) {}

  /** Two tensors that are taken for one. */
  record Two(TensorEntry a, TensorEntry b) {}

  private final List<TensorEntry> inA = new ArrayList<>();
  private final List<TensorEntry> inB = new ArrayList<>();

  /** Those of A, to be added to and taken from. */
  List<TensorEntry> inA() {
    return inA;
  }

  /** Those of B, to be added to and taken from. */
  List<TensorEntry> inB() {
    return inB;
  }

  /** True if both sides have such tensors. */
  boolean isShared() {
    return !inA.isEmpty() && !inB.isEmpty();
  }

  /** True if there is one tensor on each side. */
  boolean isPair() {
    return inA.size() == 1 && inB.size() == 1;
  }

  /**
   * Takes out the tensors that are a pair: where there is one on each side, these; else those whose
   * names are more alike than those of all others, until names decide nothing any more.
   *
   * @param kinship what other pairs say
   */
  List<Two> pairs(
      Function<TensorEntry, String> nameA, Function<TensorEntry, String> nameB, Kinship kinship) {
    List<Two> pairs = new ArrayList<>();
    if (isPair()) {
      pairs.add(new Two(inA.remove(0), inB.remove(0)));
    } else if (Math.max(inA.size(), inB.size()) <= MOST_IN_ONE
        && (long) inA.size() * inB.size() <= MOST) {
      byNames(weighed(nameA, nameB, kinship), pairs);
    }
    return pairs;
  }

  private List<Weighed> weighed(
      Function<TensorEntry, String> nameA, Function<TensorEntry, String> nameB, Kinship kinship) {
    List<String> namesA = inA.stream().map(nameA).toList();
    List<String> namesB = inB.stream().map(nameB).toList();
    List<boolean[]> possible = kinship.counterparts(namesA, namesB);
    List<List<String>> wordsB = new ArrayList<>();
    namesB.forEach(name -> wordsB.add(NameTokens.words(name)));
    List<Weighed> weighed = new ArrayList<>();
    for (int i = 0; i < inA.size(); i++) {
      TensorEntry a = inA.get(i);
      List<String> words = NameTokens.words(namesA.get(i));
      for (int j = 0; j < inB.size(); j++) {
        TensorEntry b = inB.get(j);
        boolean isSame = namesA.get(i).equals(namesB.get(j));
        double likeness = isSame ? 2 : NameTokens.likeness(words, wordsB.get(j));
        if (isSame || (likeness >= LEAST && possible.get(i)[j])) {
          weighed.add(new Weighed(a, b, likeness + (a.shape().equals(b.shape()) ? SAME_SHAPE : 0)));
        }
      }
    }
    weighed.sort((x, y) -> Double.compare(y.weight(), x.weight()));
    return weighed;
  }

  private void byNames(List<Weighed> weighed, List<Two> pairs) {
    // Tensors of A and of B may be equal as entries: each side has sets of its own.
    Set<TensorEntry> settledA = new HashSet<>();
    Set<TensorEntry> settledB = new HashSet<>();
    int at = 0;
    while (at < weighed.size()) {
      double weight = weighed.get(at).weight();
      Map<TensorEntry, Integer> timesA = new HashMap<>();
      Map<TensorEntry, Integer> timesB = new HashMap<>();
      List<Weighed> level = new ArrayList<>();
      for (; at < weighed.size() && weighed.get(at).weight() == weight; at++) {
        Weighed each = weighed.get(at);
        if (!settledA.contains(each.a()) && !settledB.contains(each.b())) {
          level.add(each);
          timesA.merge(each.a(), 1, Integer::sum);
          timesB.merge(each.b(), 1, Integer::sum);
        }
      }
      for (Weighed each : level) {
        if (timesA.get(each.a()) == 1 && timesB.get(each.b()) == 1) {
          pairs.add(new Two(each.a(), each.b()));
        }
      }
      // Those of which names say no more than this stay as alike as they are.
      settledA.addAll(timesA.keySet());
      settledB.addAll(timesB.keySet());
    }
    for (Two pair : pairs) {
      inA.remove(pair.a());
      inB.remove(pair.b());
    }
  }
}
