package io.github.tfckpt.match;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.SideNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.match.ValueSum.Subject;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Pairs the tensors of two checkpoints by their values alone. Each pair has been compared in full;
 * names decide only between tensors whose values are the same.
 */
public final class Matching {

  /** Two tensors that hold the same values. */
  public static final class Match {
    private final Pair plain;
    private final Pair pair;
    private final Arrangement arrangement;
    private final List<String> names;

    Match(Pair plain, Arrangement arrangement, List<String> names) {
      this.plain = plain;
      this.pair = arrangement.applied(plain);
      this.arrangement = arrangement;
      this.names = names;
    }

    /** {@return the tensors, with what makes that of A equal to that of B} */
    public Pair pair() {
      return pair;
    }

    /** {@return what is done to the elements of A: {@code transposed 1,0}; may be empty} */
    public String words() {
      List<String> words = arrangement.steps().stream().map(Arrangement.Step::words).toList();
      return String.join(", ", words);
    }

    Arrangement arrangement() {
      return arrangement;
    }

    /** Everything that a pattern may match it by. */
    List<String> names() {
      return names;
    }
  }

  /**
   * Tensors that hold the same values: several on both sides, of which names do not tell which is
   * which, or one on one side whose values are those of several others together.
   *
   * @param a those of A, at least one
   * @param b those of B, at least one
   */
  public record Alike(List<TensorEntry> a, List<TensorEntry> b) {}

  private final Checkpoint a;
  private final SideNames namesA;
  private final Checkpoint b;
  private final SideNames namesB;
  private final int threads;
  private final LongConsumer progress;
  private final Set<TensorEntry> freeA;
  private final Set<TensorEntry> freeB;
  private final List<Match> matches = new ArrayList<>();
  private final List<Alike> alike = new ArrayList<>();
  private final List<Alike> together = new ArrayList<>();
  private final Kinship kinship = new Kinship();

  /** Matches whose values are evidence. */
  private long telling;

  private Matching(
      Checkpoint a,
      Collection<TensorEntry> inA,
      SideNames namesA,
      Checkpoint b,
      Collection<TensorEntry> inB,
      SideNames namesB,
      int threads,
      LongConsumer progress) {
    this.a = a;
    this.freeA = new LinkedHashSet<>(inA);
    this.namesA = namesA;
    this.b = b;
    this.freeB = new LinkedHashSet<>(inB);
    this.namesB = namesB;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * {@return which tensors hold the same values}
   *
   * @param a open as long as this takes
   * @param inA tensors of A
   * @param namesA what they are called
   * @param b open as long as this takes
   * @param inB tensors of B
   * @param namesB what they are called
   * @param threads how many threads work, at least 1
   * @param progress receives, on any thread, how many bytes were read since the last call
   * @throws InterruptedIOException if the thread that calls this is interrupted
   */
  public static Matching of(
      Checkpoint a,
      Collection<TensorEntry> inA,
      SideNames namesA,
      Checkpoint b,
      Collection<TensorEntry> inB,
      SideNames namesB,
      int threads,
      LongConsumer progress)
      throws InterruptedIOException {
    Matching matching = new Matching(a, inA, namesA, b, inB, namesB, threads, progress);
    matching.round(false);
    matching.round(true);
    matching.putTogether();
    return matching;
  }

  /** {@return the pairs, in the order of the tensors of A} */
  public List<Match> matches() {
    return matches;
  }

  /** {@return true if the values of any pair are such that it is unlikely to be an accident} */
  public boolean isTelling() {
    return telling > 0;
  }

  /** {@return tensors that names do not tell apart} */
  public List<Alike> alike() {
    return alike;
  }

  /** {@return one tensor of A or of B, and those of the other that hold its values together} */
  public List<Alike> together() {
    return together;
  }

  /** {@return tensors of A whose values B has not} */
  public List<TensorEntry> onlyA() {
    return List.copyOf(freeA);
  }

  /** {@return tensors of B whose values A has not} */
  public List<TensorEntry> onlyB() {
    return List.copyOf(freeB);
  }

  /**
   * {@return true if B has a wider type than A for as many elements, and no pair was found} Only
   * values of A are rounded: the other way round there may be pairs.
   */
  public boolean isBackwards() {
    Map<Long, Integer> widths = new HashMap<>();
    freeB.stream()
        .filter(entry -> entry.dtype().layout().isPresent())
        .forEach(entry -> widths.merge(count(entry), entry.dtype().width(), Math::max));
    return freeA.stream()
        .filter(entry -> entry.dtype().layout().isPresent())
        .anyMatch(entry -> entry.dtype().width() < widths.getOrDefault(count(entry), 0));
  }

  /**
   * {@return as few rules as say what the {@link #matches} are}
   *
   * @param elsewhere further tensors of A, which the rules must not be about
   */
  public List<TypedRules.TypedRule> rules(List<TensorEntry> elsewhere) {
    Set<String> taken = new HashSet<>();
    b.tensors().forEach(entry -> taken.addAll(namesB.all(entry)));
    List<TensorEntry> others = new ArrayList<>(freeA);
    alike.forEach(each -> others.addAll(each.a()));
    together.forEach(each -> others.addAll(each.a()));
    return TypedRules.of(matches, others, elsewhere, namesA, taken);
  }

  /**
   * Pairs those whose sums are the same.
   *
   * @param casting true if those of A are cast to the types that B has
   */
  private void round(boolean casting) throws InterruptedIOException {
    Map<Long, Set<DType>> typesB = types(freeB);
    List<Subject> subjects = new ArrayList<>();
    Set<List<Object>> wanted = new HashSet<>();
    for (TensorEntry entry : freeA) {
      for (DType as : typesB.getOrDefault(count(entry), Set.of())) {
        boolean same = as.equals(entry.dtype());
        if (casting ? !same && isRounded(entry.dtype(), as) : same) {
          subjects.add(new Subject(a, entry, as));
          wanted.add(List.of(count(entry), as));
        }
      }
    }
    for (TensorEntry entry : freeB) {
      if (wanted.contains(List.of(count(entry), entry.dtype()))) {
        subjects.add(new Subject(b, entry, entry.dtype()));
      }
    }
    Collection<ValueClass> classes = classes(subjects);
    settle(classes.stream().filter(ValueClass::isPair).toList(), casting);
    settle(classes, casting);
  }

  private void settle(Collection<ValueClass> classes, boolean casting)
      throws InterruptedIOException {
    List<Match> found = new ArrayList<>();
    for (ValueClass each : classes) {
      each.inA().retainAll(freeA);
      each.inB().retainAll(freeB);
      if (each.isShared()) {
        settle(each, casting, found);
      }
    }
    for (Match match : confirmed(found)) {
      TensorEntry entry = match.pair().a().orElseThrow();
      matches.add(match);
      freeA.remove(entry);
      freeB.remove(match.pair().b().orElseThrow());
      if (Variety.isIn(a, entry)) {
        telling++;
        kinship.add(match.pair().name(), match.pair().nameB());
      }
    }
  }

  private void putTogether() throws InterruptedIOException {
    Together.Side inA = new Together.Side(a, freeA, true, namesA::shown);
    Together.Side inB = new Together.Side(b, freeB, false, namesB::shown);
    Together.find(inA, inB, threads, progress)
        .forEach((whole, pieces) -> together.add(new Alike(pieces, List.of(whole))));
    Together.find(inB, inA, threads, progress)
        .forEach((whole, pieces) -> together.add(new Alike(List.of(whole), pieces)));
    for (Alike each : together) {
      each.a().forEach(freeA::remove);
      each.b().forEach(freeB::remove);
    }
  }

  private static long count(TensorEntry entry) {
    return entry.elementCount();
  }

  static boolean isRounded(DType from, DType to) {
    return from.layout().isPresent()
        && to.layout().isPresent()
        && FixedElements.isCastable(from, to);
  }

  private static Map<Long, Set<DType>> types(Collection<TensorEntry> entries) {
    Map<Long, Set<DType>> types = new LinkedHashMap<>();
    for (TensorEntry entry : entries) {
      if ((entry.dtype().isFixed() || entry.dtype().equals(DType.STRING)) && count(entry) > 0) {
        types.computeIfAbsent(count(entry), c -> new LinkedHashSet<>()).add(entry.dtype());
      }
    }
    return types;
  }

  private Collection<ValueClass> classes(List<Subject> subjects) throws InterruptedIOException {
    Map<List<Object>, ValueClass> classes = new LinkedHashMap<>();
    List<OptionalLong> sums = ValueSum.all(subjects, threads, progress);
    for (int i = 0; i < sums.size(); i++) {
      Subject subject = subjects.get(i);
      if (sums.get(i).isPresent()) {
        List<Object> key = List.of(count(subject.entry()), subject.as(), sums.get(i).getAsLong());
        ValueClass each = classes.computeIfAbsent(key, k -> new ValueClass());
        (subject.of() == a ? each.inA() : each.inB()).add(subject.entry());
      }
    }
    return classes.values();
  }

  /** Pairs the tensors of a class; those that names do not tell apart are alike. */
  private void settle(ValueClass each, boolean casting, List<Match> found) {
    for (ValueClass.Two two : each.pairs(namesA::shown, namesB::shown, kinship)) {
      Pair pair =
          new Pair(
              Optional.of(two.a()),
              Optional.of(two.b()),
              namesA.shown(two.a()),
              namesB.shown(two.b()),
              Optional.empty());
      Optional<Arrangement> arrangement = Arrangement.find(a, b, pair, true);
      if (arrangement.isPresent()) {
        List<String> names = pair.names(namesA.full(), namesB.full());
        found.add(new Match(pair, arrangement.get(), names));
      }
    }
    if (each.isShared() && !casting) {
      alike.add(new Alike(List.copyOf(each.inA()), List.copyOf(each.inB())));
      each.inA().forEach(freeA::remove);
      each.inB().forEach(freeB::remove);
    }
  }

  /** A match that has yet to be confirmed. */
  private record Tried(Match match) implements Confirmation.Trial {
    @Override
    public Pair plain() {
      return match.plain;
    }

    @Override
    public Arrangement arrangement() {
      return match.arrangement;
    }
  }

  private List<Match> confirmed(List<Match> found) throws InterruptedIOException {
    List<Tried> tried = found.stream().map(Tried::new).toList();
    return Confirmation.of(a, b, tried, threads, progress).stream().map(Tried::match).toList();
  }
}
