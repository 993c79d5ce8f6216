package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A checkpoint in figures.
 *
 * @param totals by role; what is there twice counts once
 * @param dtypes every tensor by its type, aliases too; the type of most bytes first
 * @param largest the tensors of most bytes, the largest first; of equal ones the first
 * @param counters steps and saves, in the order of their keys
 */
public record Summary(
    Totals totals, List<TypeTotals> dtypes, List<TensorEntry> largest, List<TensorEntry> counters) {

  private static final Comparator<TensorEntry> BY_BYTES =
      Comparator.comparingLong((TensorEntry entry) -> entry.bytes().orElse(0))
          .thenComparing(TensorEntry::key, Comparator.reverseOrder());

  /** A summary whose lists do not change any more. */
  public Summary {
    dtypes = List.copyOf(dtypes);
    largest = List.copyOf(largest);
    counters = List.copyOf(counters);
  }

  /**
   * All tensors of one type.
   *
   * @param dtype the type
   * @param tensors how many there are
   * @param params their elements
   * @param bytes of those whose bytes are known
   */
  public record TypeTotals(DType dtype, long tensors, long params, long bytes) {}

  /**
   * {@return the figures of a checkpoint}
   *
   * @param all every tensor of it, in the order of their keys
   * @param names what its object graph calls them
   * @param census what they are there for
   * @param mostLargest how many of the largest are named
   */
  public static Summary of(
      List<TensorEntry> all, FullNames names, RoleClassifier census, int mostLargest) {
    Map<DType, TypeTotals> kinds = new HashMap<>();
    List<TensorEntry> counters = new ArrayList<>();
    for (TensorEntry entry : all) {
      kinds.merge(
          entry.dtype(),
          new TypeTotals(entry.dtype(), 1, entry.elementCount(), entry.bytes().orElse(0)),
          Summary::sum);
      if (census.role(entry) == Role.COUNTER) {
        counters.add(entry);
      }
    }
    List<TypeTotals> dtypes = new ArrayList<>(kinds.values());
    dtypes.sort(
        Comparator.comparingLong(TypeTotals::bytes)
            .thenComparingLong(TypeTotals::tensors)
            .reversed()
            .thenComparing(kind -> kind.dtype().label()));
    return new Summary(census.totals(all), dtypes, largest(all, names, mostLargest), counters);
  }

  private static TypeTotals sum(TypeTotals a, TypeTotals b) {
    return new TypeTotals(
        a.dtype(),
        a.tensors() + b.tensors(),
        Totals.plus(a.params(), b.params()),
        Totals.plus(a.bytes(), b.bytes()));
  }

  private static List<TensorEntry> largest(List<TensorEntry> all, FullNames names, int most) {
    Set<Bytes> aliases = Aliases.among(all, names);
    PriorityQueue<TensorEntry> best = new PriorityQueue<>(BY_BYTES);
    for (TensorEntry entry : all) {
      if (!aliases.contains(entry.key()) && entry.bytes().orElse(0) > 0) {
        best.add(entry);
        if (best.size() > most) {
          best.remove();
        }
      }
    }
    List<TensorEntry> largest = new ArrayList<>(best);
    largest.sort(BY_BYTES.reversed());
    return largest;
  }
}
