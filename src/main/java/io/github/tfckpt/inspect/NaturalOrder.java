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
      long digits = digitsOf(entry.key());
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

  /** A hash of where runs of digits lie: how many zeros each leads with, and how many digits. */
  private static long digitsOf(Bytes key) {
    long hash = 0;
    int size = key.size();
    for (int i = 0; i < size; i++) {
      if (isDigit(key, i)) {
        int end = endOfRun(key, i);
        int zeros = afterZeros(key, i, end) - i;
        hash = (hash * 0x9e3779b97f4a7c15L) ^ ((long) zeros << 32 | (end - i));
        hash ^= hash >>> 29;
        i = end;
      }
    }
    return hash;
  }

  /** Always the two shortest: long lists are walked once or twice, however many there are. */
  private static List<TensorEntry> merge(Collection<List<TensorEntry>> sorted) {
    Queue<List<TensorEntry>> bySize =
        new PriorityQueue<>(sorted.size(), Comparator.comparingInt(List::size));
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
      TensorEntry first = a.get(i);
      TensorEntry second = b.get(j);
      if (OF_KEYS.compare(first.key(), second.key()) <= 0) {
        merged.add(first);
        i++;
      } else {
        merged.add(second);
        j++;
      }
    }
    merged.addAll(a.subList(i, a.size()));
    merged.addAll(b.subList(j, b.size()));
    return merged;
  }
}
