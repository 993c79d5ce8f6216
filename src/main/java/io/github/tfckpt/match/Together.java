package io.github.tfckpt.match;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.match.ValueSum.Subject;
import io.github.tfckpt.tensor.DType;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Finds tensors of one side that together hold the values of one of the other, as query, key and
 * value hold those of a layer that computes all three: their digests add up to that of the other.
 * Names tell which may belong together: they differ in one word. Along which axis and in which
 * order they follow one another is not looked for.
 */
final class Together {

  /** Of more tensors than this none are looked at. */
  private static final int MOST = 4096;

  /** One side, and what its tensors are called. */
  record Side(Checkpoint of, Collection<TensorEntry> entries, boolean isA, Named names) {}

  /** What a tensor is called. */
  @FunctionalInterface
  interface Named {
    String name(TensorEntry entry);
  }

  /** Tensors that may make up one of so many elements, if they are cast to a type. */
  private record Guess(List<TensorEntry> pieces, DType as, long count) {}

  private final Side pieces;
  private final Side wholes;
  private final Set<Subject> subjects = new LinkedHashSet<>();
  private final Map<Subject, Long> sums = new HashMap<>();

  private Together(Side pieces, Side wholes) {
    this.pieces = pieces;
    this.wholes = wholes;
  }

  /** What tensors make up, and these; only where no others may. */
  static Map<TensorEntry, List<TensorEntry>> find(
      Side pieces, Side wholes, int threads, LongConsumer progress) throws InterruptedIOException {
    Together search = new Together(pieces, wholes);
    boolean isMuch = pieces.entries().size() > MOST || wholes.entries().size() > MOST;
    Set<Guess> guesses = isMuch ? Set.of() : search.guesses();
    List<Subject> subjects = List.copyOf(search.subjects);
    List<OptionalLong> sums = ValueSum.all(subjects, threads, progress);
    for (int i = 0; i < sums.size(); i++) {
      if (sums.get(i).isPresent()) {
        search.sums.put(subjects.get(i), sums.get(i).getAsLong());
      }
    }
    return search.right(guesses);
  }

  /** Tensors of one type whose names differ in one word, if there is one of as many elements. */
  private Set<Guess> guesses() {
    Map<List<Object>, List<TensorEntry>> groups = new LinkedHashMap<>();
    for (TensorEntry entry : pieces.entries()) {
      List<String> tokens = NameTokens.of(pieces.names().name(entry));
      for (int i = 0; i < tokens.size(); i++) {
        if (entry.elementCount() > 0 && !NameTokens.isSeparator(tokens.get(i))) {
          List<Object> key = new ArrayList<>(tokens);
          key.set(i, entry.dtype());
          groups.computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
        }
      }
    }
    Map<Long, Map<DType, List<TensorEntry>>> alike = new HashMap<>();
    for (TensorEntry whole : wholes.entries()) {
      alike
          .computeIfAbsent(whole.elementCount(), c -> new LinkedHashMap<>())
          .computeIfAbsent(whole.dtype(), t -> new ArrayList<>())
          .add(whole);
    }
    Set<Guess> guesses = new LinkedHashSet<>();
    for (List<TensorEntry> group : groups.values()) {
      long count = group.stream().mapToLong(TensorEntry::elementCount).sum();
      if (group.size() > 1) {
        alike.getOrDefault(count, Map.of()).forEach((t, all) -> guess(group, count, all, guesses));
      }
    }
    return guesses;
  }

  /** Adds that a group may make up one of some tensors, which are of one type. */
  private void guess(
      List<TensorEntry> group, long count, List<TensorEntry> all, Set<Guess> guesses) {
    DType one = group.get(0).dtype();
    DType other = all.get(0).dtype();
    DType from = pieces.isA() ? one : other;
    DType as = pieces.isA() ? other : one;
    if (from.isFixed()
        && (from.equals(as) || Matching.isRounded(from, as))
        && guesses.add(new Guess(group, as, count))) {
      group.forEach(each -> subjects.add(new Subject(pieces.of(), each, as)));
      // All of them, or none, were added for another group.
      if (!subjects.contains(new Subject(wholes.of(), all.get(0), as))) {
        all.forEach(each -> subjects.add(new Subject(wholes.of(), each, as)));
      }
    }
  }

  private Map<TensorEntry, List<TensorEntry>> right(Set<Guess> guesses) {
    Map<List<Object>, Set<TensorEntry>> inWholes = new HashMap<>();
    sums.forEach(
        (subject, sum) -> {
          if (subject.of() == wholes.of()) {
            List<Object> content = List.of(subject.entry().elementCount(), subject.as(), sum);
            inWholes.computeIfAbsent(content, c -> new LinkedHashSet<>()).add(subject.entry());
          }
        });
    Map<List<Object>, List<Guess>> inPieces = new LinkedHashMap<>();
    for (Guess guess : guesses) {
      long sum = 0;
      boolean isKnown = true;
      for (TensorEntry piece : guess.pieces()) {
        Long one = sums.get(new Subject(pieces.of(), piece, guess.as()));
        isKnown &= one != null;
        sum += one == null ? 0 : one;
      }
      if (isKnown) {
        List<Object> content = List.of(guess.count(), guess.as(), sum);
        inPieces.computeIfAbsent(content, c -> new ArrayList<>()).add(guess);
      }
    }
    Map<TensorEntry, List<TensorEntry>> right = new LinkedHashMap<>();
    inPieces.forEach(
        (content, found) -> {
          Set<TensorEntry> whole = inWholes.getOrDefault(content, Set.of());
          List<TensorEntry> group = found.get(0).pieces();
          if (found.size() == 1
              && whole.size() == 1
              && group.stream().anyMatch(each -> Variety.isIn(pieces.of(), each))) {
            right.put(whole.iterator().next(), group);
          }
        });
    return right;
  }
}
