package io.github.tfckpt.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * What a comparison is sorted by: the greatest difference first. Where that is equal, names decide;
 * what has no such number comes last, backwards too.
 */
public enum DiffOrder {
  /** By status, what matters most first, then by how far values are apart. */
  CHANGE,
  /** As people count. */
  NAME,
  /** What matters most first. */
  STATUS,
  /** The share of elements that differ. */
  DIFFERING,
  /** The greatest distance. */
  MAX_ABS,
  /** The greatest distance, relative. */
  MAX_REL,
  /** The root mean square of distances. */
  RMS,
  /** The angle: the least cosine first. */
  COSINE,
  /** Bytes of both sides. */
  SIZE,
  /** Elements. */
  PARAMS;

  /** {@return true if values have to be compared for it} */
  public boolean isOfValues() {
    return switch (this) {
      case DIFFERING, MAX_ABS, MAX_REL, RMS, COSINE -> true;
      default -> false;
    };
  }

  /**
   * {@return results in this order}
   *
   * @param diffs in any order
   * @param backwards true for the other way round
   */
  public List<TensorDiff> sort(List<TensorDiff> diffs, boolean backwards) {
    return sort(diffs, diff -> diff.pair().name(), this::keys, backwards);
  }

  /**
   * {@return lines in this order}
   *
   * @param lines in any order
   * @param backwards true for the other way round
   */
  public List<FoldedDiff> sortFolded(List<FoldedDiff> lines, boolean backwards) {
    return sort(
        lines,
        FoldedDiff::name,
        line -> {
          TensorDiff first = line.first();
          return isOfValues() && first.metrics().isPresent() ? keys(line.metrics()) : keys(first);
        },
        backwards);
  }

  private record Keyed<T>(T each, double[] keys) {}

  private static <T> List<T> sort(
      List<T> all, Function<T, String> name, Function<T, double[]> keys, boolean backwards) {
    List<Keyed<T>> known = new ArrayList<>();
    List<T> unknown = new ArrayList<>();
    for (T each : Pair.byName(all, name)) {
      double[] key = keys.apply(each);
      if (key.length > 0 && Double.isNaN(key[0])) {
        unknown.add(each);
      } else {
        known.add(new Keyed<>(each, key));
      }
    }
    known.sort((x, y) -> Arrays.compare(y.keys, x.keys));
    if (backwards) {
      Collections.reverse(known);
      Collections.reverse(unknown);
    }
    List<T> sorted = new ArrayList<>(all.size());
    known.forEach(each -> sorted.add(each.each));
    sorted.addAll(unknown);
    return sorted;
  }

  /** What a result is sorted by, the greatest first; NaN if it has no such number. */
  private double[] keys(TensorDiff diff) {
    return switch (this) {
      case NAME -> new double[0];
      case CHANGE -> new double[] {-diff.status().rank(), diff.change()};
      case STATUS -> new double[] {-diff.status().rank()};
      case SIZE -> new double[] {diff.pair().bytes()};
      case PARAMS -> new double[] {diff.pair().either().elementCount()};
      default -> diff.metrics().map(this::keys).orElse(new double[] {Double.NaN});
    };
  }

  private double[] keys(Metrics found) {
    return switch (this) {
      case DIFFERING ->
          new double[] {(double) found.differing() / found.elements(), found.differing()};
      case MAX_ABS -> new double[] {found.maxAbs()};
      case MAX_REL -> new double[] {found.maxRel()};
      case RMS -> new double[] {found.rms()};
      case COSINE -> new double[] {-found.cosine()};
      default -> throw new IllegalStateException(name());
    };
  }
}
