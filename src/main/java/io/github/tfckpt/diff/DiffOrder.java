package io.github.tfckpt.diff;

import io.github.tfckpt.entry.IndexedView;
import java.util.ArrayList;
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
    return sort(TensorDiff.byName(diffs), this::key, backwards);
  }

  /**
   * {@return lines in this order}
   *
   * @param lines in any order
   * @param backwards true for the other way round
   */
  public List<FoldedDiff> sortFolded(List<FoldedDiff> lines, boolean backwards) {
    return sort(
        Pair.byName(lines, FoldedDiff::name),
        line -> {
          TensorDiff first = line.first();
          return isOfValues() && first.metrics().isPresent() ? key(line.metrics()) : key(first);
        },
        backwards);
  }

  /** Scopes and tensors in this order, which is not by status. */
  List<DiffScope> sortScopes(List<DiffScope> scopes, boolean backwards) {
    return sort(
        Pair.byName(scopes, DiffScope::label),
        scope -> {
          ScopeSums sums = scope.sums();
          return switch (this) {
            case NAME, STATUS -> Key.of(0);
            case CHANGE -> Key.of(sums.metrics().map(Metrics::relative).orElse(Double.NaN));
            case SIZE -> Key.of((double) sums.bytes());
            case PARAMS -> Key.of((double) sums.params());
            default -> sums.metrics().map(this::key).orElse(Key.of(Double.NaN));
          };
        },
        backwards);
  }

  /** What is sorted by, the greatest first: another number where the first is equal. */
  private record Key(double first, double second) {
    static Key of(double number) {
      return new Key(number, 0);
    }
  }

  private <T> List<T> sort(List<T> named, Function<T, Key> key, boolean backwards) {
    if (this == NAME && !backwards) {
      return named;
    }
    double[] first = new double[named.size()];
    double[] second = new double[first.length];
    List<Integer> known = new ArrayList<>();
    List<Integer> unknown = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      Key found = key.apply(named.get(i));
      first[i] = found.first;
      second[i] = found.second;
      (Double.isNaN(found.first) ? unknown : known).add(i);
    }
    known.sort(
        (x, y) -> {
          int order = Double.compare(first[y], first[x]);
          return order != 0 ? order : Double.compare(second[y], second[x]);
        });
    if (backwards) {
      Collections.reverse(known);
      Collections.reverse(unknown);
    }
    known.addAll(unknown);
    return new IndexedView<>(named, known.stream().mapToInt(Integer::intValue).toArray());
  }

  /** What a result is sorted by; NaN if it has no such number. */
  private Key key(TensorDiff diff) {
    return switch (this) {
      case NAME -> Key.of(0);
      case CHANGE -> new Key(-diff.status().rank(), diff.change());
      case STATUS -> Key.of(-diff.status().rank());
      case SIZE -> Key.of((double) diff.pair().bytes());
      case PARAMS -> Key.of((double) diff.pair().either().elementCount());
      default -> diff.metrics().map(this::key).orElse(Key.of(Double.NaN));
    };
  }

  private Key key(Metrics found) {
    return switch (this) {
      case DIFFERING -> {
        double differing = found.differing();
        yield new Key(differing / found.elements(), differing);
      }
      case MAX_ABS -> Key.of(found.maxAbs());
      case MAX_REL -> Key.of(found.maxRel());
      case RMS -> Key.of(found.rms());
      case COSINE -> Key.of(-found.cosine());
      default -> throw new IllegalStateException(name());
    };
  }
}
