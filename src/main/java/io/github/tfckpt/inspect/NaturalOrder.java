package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The order in which people count: {@code layer_2} before {@code layer_10}.
 *
 * <p>Runs of digits compare by value, all else byte by byte; names that are equal so far ({@code
 * a01} and {@code a1}) compare byte by byte.
 */
public final class NaturalOrder implements Comparator<Bytes> {

  /** Of key bytes. */
  public static final NaturalOrder OF_KEYS = new NaturalOrder();

  private NaturalOrder() {}

  @Override
  public int compare(Bytes a, Bytes b) {
    int at = a.mismatch(b);
    if (at < 0) {
      return 0;
    }
    int start = at;
    while (start > 0 && isDigit(a, start - 1)) {
      start--;
    }
    // Up to here both are the same, so that one start serves for both.
    return compareFrom(a, b, start, at);
  }

  private static int compareFrom(Bytes a, Bytes b, int start, int mismatch) {
    int i = start;
    int j = start;
    while (i < a.size() && j < b.size()) {
      if (isDigit(a, i) && isDigit(b, j)) {
        int endA = endOfRun(a, i);
        int endB = endOfRun(b, j);
        int order = compareValues(a, i, endA, b, j, endB);
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      } else if (a.at(i) != b.at(j)) {
        return a.at(i) - b.at(j);
      } else {
        i++;
        j++;
      }
    }
    int order = Boolean.compare(i < a.size(), j < b.size());
    return order != 0 ? order : byteOrZero(a, mismatch) - byteOrZero(b, mismatch);
  }

  private static int byteOrZero(Bytes bytes, int at) {
    return at < bytes.size() ? bytes.at(at) + 1 : 0;
  }

  private static int compareValues(Bytes a, int startA, int endA, Bytes b, int startB, int endB) {
    int i = afterZeros(a, startA, endA);
    int j = afterZeros(b, startB, endB);
    int order = Integer.compare(endA - i, endB - j);
    while (order == 0 && i < endA) {
      order = a.at(i++) - b.at(j++);
    }
    return order;
  }

  private static int afterZeros(Bytes bytes, int start, int end) {
    int at = start;
    while (at < end && bytes.at(at) == '0') {
      at++;
    }
    return at;
  }

  private static int endOfRun(Bytes bytes, int start) {
    int end = start;
    while (end < bytes.size() && isDigit(bytes, end)) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(Bytes bytes, int at) {
    int b = bytes.at(at);
    return b >= '0' && b <= '9';
  }

  /**
   * Entries in natural order, from entries in the order of their keys.
   *
   * <p>Keys whose runs of digits agree in number, leading zeros and lengths stand in natural order
   * already. There are few such classes, so that merging them takes a fraction of a sort.
   */
  public static List<TensorEntry> sort(List<TensorEntry> inKeyOrder) {
    Map<Long, List<TensorEntry>> classes = new HashMap<>();
    long last = 0;
    List<TensorEntry> same = new ArrayList<>();
    classes.put(last, same);
    for (TensorEntry entry : inKeyOrder) {
      long digits = entry.key().digitRuns();
      if (digits != last) {
        same = classes.get(digits);
        if (same == null) {
          same = new ArrayList<>();
          classes.put(digits, same);
        }
        last = digits;
      }
      same.add(entry);
    }
    return merge(classes.values());
  }

  private static final class Shortest implements Comparator<List<TensorEntry>> {
    @Override
    public int compare(List<TensorEntry> a, List<TensorEntry> b) {
      return Integer.compare(a.size(), b.size());
    }
  }

  /** Always the two shortest: long lists are walked once or twice, however many there are. */
  private static List<TensorEntry> merge(Collection<List<TensorEntry>> sorted) {
    Queue<List<TensorEntry>> bySize = new PriorityQueue<>(sorted.size(), new Shortest());
    bySize.addAll(sorted);
    while (bySize.size() > 1) {
      bySize.add(merge(bySize.remove(), bySize.remove()));
    }
    return bySize.remove();
  }

  private static List<TensorEntry> merge(List<TensorEntry> a, List<TensorEntry> b) {
    List<TensorEntry> merged = new ArrayList<>(a.size() + b.size());
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      int end = firstBehind(b.get(j).key(), a, i);
      merged.addAll(a.subList(i, end));
      i = end;
      if (i < a.size()) {
        end = firstBehind(a.get(i).key(), b, j);
        merged.addAll(b.subList(j, end));
        j = end;
      }
    }
    merged.addAll(a.subList(i, a.size()));
    merged.addAll(b.subList(j, b.size()));
    return merged;
  }

  /**
   * Where the first key behind {@code key} stands, from {@code start} on. Steps double at first:
   * classes mostly stand in long runs.
   */
  private static int firstBehind(Bytes key, List<TensorEntry> sorted, int start) {
    int low = start;
    int step = 1;
    while (low + step <= sorted.size()
        && OF_KEYS.compare(sorted.get(low + step - 1).key(), key) <= 0) {
      low += step;
      step *= 2;
    }
    int high = Math.min(sorted.size(), low + step);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (OF_KEYS.compare(sorted.get(middle).key(), key) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
