package io.github.tfckpt.diff;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.IndexedView;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Which tensor of A is compared with which of B: those of one name, after A's are renamed. */
public final class Pairing {

  /** All candidates: two of them may have the same tensor of B. */
  private final List<Pair> pairs;

  /** Those whose tensor of A was renamed. */
  private final BitSet mapped = new BitSet();

  private final List<String> displaced = new ArrayList<>();

  /** True if no two candidates have a tensor in common. */
  private boolean isSettled;

  private Pairing(List<Pair> pairs) {
    this.pairs = pairs;
  }

  /**
   * {@return pairs of the tensors with the same key, and those without a counterpart, in the order
   * of their keys: a million in a moment} Empty if keys do not rise, as in a damaged index.
   *
   * @param a all tensors of A, or some
   * @param b all tensors of B, or some
   */
  public static Optional<List<Pair>> byKey(List<TensorEntry> a, List<TensorEntry> b) {
    int[] numbersA = new int[Math.addExact(a.size(), b.size())];
    int[] numbersB = new int[numbersA.length];
    int count = 0;
    Ascent inA = new Ascent(a);
    Ascent inB = new Ascent(b);
    while (inA.rises && inB.rises && !(inA.isPast() && inB.isPast())) {
      int order = inA.compareTo(inB);
      numbersA[count] = order <= 0 ? inA.number : ByKey.NONE;
      numbersB[count++] = order >= 0 ? inB.number : ByKey.NONE;
      if (order <= 0) {
        inA.step();
      }
      if (order >= 0) {
        inB.step();
      }
    }
    return inA.rises && inB.rises
        ? Optional.of(
            new ByKey(a, Arrays.copyOf(numbersA, count), b, Arrays.copyOf(numbersB, count)))
        : Optional.empty();
  }

  /** A walk through entries in the order of their keys. */
  private static final class Ascent {
    private final List<TensorEntry> entries;
    private int number = -1;
    private Bytes key = Bytes.EMPTY;
    private boolean rises = true;

    Ascent(List<TensorEntry> entries) {
      this.entries = entries;
      step();
    }

    void step() {
      number++;
      if (!isPast()) {
        Bytes following = entries.get(number).key();
        rises &= number == 0 || key.compareTo(following) < 0;
        key = following;
      }
    }

    boolean isPast() {
      return number == entries.size();
    }

    /** Past its last entry, a walk is past everything. */
    int compareTo(Ascent other) {
      return isPast() ? 1 : other.isPast() ? -1 : key.compareTo(other.key);
    }
  }

  /** Pairs that are made when they are asked for: a million are two numbers each. */
  private static final class ByKey extends AbstractList<Pair> implements RandomAccess {
    private static final int NONE = -1;

    private final List<TensorEntry> a;
    private final int[] numbersA;
    private final List<TensorEntry> b;
    private final int[] numbersB;

    ByKey(List<TensorEntry> a, int[] numbersA, List<TensorEntry> b, int[] numbersB) {
      this.a = a;
      this.numbersA = numbersA;
      this.b = b;
      this.numbersB = numbersB;
    }

    @Override
    public int size() {
      return numbersA.length;
    }

    @Override
    public Pair get(int index) {
      Optional<TensorEntry> inA = entry(a, numbersA[index]);
      Optional<TensorEntry> inB = entry(b, numbersB[index]);
      String name = inA.or(() -> inB).orElseThrow().name();
      return new Pair(inA, inB, name, name);
    }

    private static Optional<TensorEntry> entry(List<TensorEntry> entries, int number) {
      return number == NONE ? Optional.empty() : Optional.of(entries.get(number));
    }
  }

  /**
   * {@return pairs of the tensors with the same key, in the order of A, and those that only B has}
   *
   * @param a all tensors of A, or some
   * @param b all tensors of B, or some
   */
  public static List<Pair> byKeyInAnyOrder(List<TensorEntry> a, List<TensorEntry> b) {
    SideNames keys = SideNames.keys(FullNames.none());
    return of(a, keys, b, keys, Changes.none()).all();
  }

  /**
   * {@return pairs that have no tensor in common}
   *
   * @param pairs all of them, which do not change any more
   */
  public static Pairing of(List<Pair> pairs) {
    Pairing pairing = new Pairing(pairs);
    pairing.isSettled = true;
    return pairing;
  }

  /**
   * {@return the tensors of the same name as pairs}
   *
   * @param a all tensors of A, or some
   * @param namesA what they are called
   * @param b all tensors of B, or some
   * @param namesB what they are called
   * @param changes of which the renamings matter: they match every name of A, and give any of B
   */
  public static Pairing of(
      List<TensorEntry> a,
      SideNames namesA,
      List<TensorEntry> b,
      SideNames namesB,
      Changes changes) {
    Pairing pairing = new Pairing(new ArrayList<>());
    Map<String, TensorEntry> inB = new LinkedHashMap<>();
    List<TensorEntry> doubles = new ArrayList<>();
    for (TensorEntry entry : b) {
      if (inB.putIfAbsent(namesB.shown(entry), entry) != null) {
        doubles.add(entry);
      }
    }
    Map<String, String> shownB = new HashMap<>();
    if (changes.hasRenamings()) {
      inB.keySet().forEach(name -> shownB.put(name, name));
      for (TensorEntry entry : b) {
        namesB.all(entry).forEach(name -> shownB.putIfAbsent(name, namesB.shown(entry)));
      }
    }
    Set<String> met = new HashSet<>();
    for (TensorEntry entry : a) {
      String name = namesA.shown(entry);
      Optional<String> renamed =
          changes.hasRenamings() ? changes.rename(namesA.all(entry)) : Optional.empty();
      String target = shownB.getOrDefault(renamed.orElse(name), renamed.orElse(name));
      Optional<TensorEntry> counterpart = Optional.ofNullable(inB.get(target));
      pairing.mapped.set(pairing.pairs.size(), renamed.isPresent());
      pairing.pairs.add(new Pair(Optional.of(entry), counterpart, name, target));
      met.add(target);
    }
    inB.forEach(
        (name, entry) -> {
          if (!met.contains(name)) {
            pairing.onlyB(name, entry);
          }
        });
    for (TensorEntry entry : doubles) {
      pairing.onlyB(namesB.shown(entry), entry);
    }
    return pairing;
  }

  private void onlyB(String name, TensorEntry entry) {
    pairs.add(new Pair(Optional.empty(), Optional.of(entry), name, name));
  }

  /**
   * {@return the pairs of all tensors, in the order of A, and those that only B has}
   *
   * @throws IllegalArgumentException if two tensors of A get one name
   */
  public List<Pair> all() {
    return chosen(pair -> true);
  }

  /**
   * {@return some pairs} Where a tensor of A gets a name that another has already, the other one
   * gives way: it is not compared.
   *
   * @param choice which pairs are wanted
   * @throws IllegalArgumentException if two of them get one name
   */
  public List<Pair> chosen(Predicate<Pair> choice) {
    if (isSettled) {
      return IndexedView.where(pairs, choice);
    }
    BitSet wanted = new BitSet();
    Map<String, String> sources = new HashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      if (!choice.test(pair)) {
        continue;
      }
      wanted.set(i);
      String other = mapped.get(i) ? sources.putIfAbsent(pair.nameB(), pair.name()) : null;
      if (other != null) {
        throw new IllegalArgumentException(
            "'" + other + "' and '" + pair.name() + "' of A would both be '" + pair.nameB() + "'");
      }
    }
    List<Pair> chosen = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
      Pair pair = pairs.get(i);
      if (!mapped.get(i) && pair.a().isPresent() && sources.containsKey(pair.nameB())) {
        displaced.add(pair.name());
      } else if (pair.isWhole() && !taken.add(pair.nameB())) {
        chosen.add(new Pair(pair.a(), Optional.empty(), pair.name(), pair.nameB()));
      } else {
        chosen.add(pair);
      }
    }
    return chosen;
  }

  /**
   * Passes on the pairs that have a tensor of A, whether they are wanted or not.
   *
   * @param action receives each of them
   */
  public void forEachOfA(Consumer<Pair> action) {
    pairs.stream().filter(pair -> pair.a().isPresent()).forEach(action);
  }

  /** {@return the tensors of A that gave way in {@link #chosen}} */
  public List<String> displaced() {
    return displaced;
  }
}
