package io.github.tfckpt.name;

import io.github.tfckpt.io.Bytes;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.IntFunction;

/** Joins lists of indices, each in natural order of the keys that they stand for, into one. */
final class Merge {

  private final IntFunction<Bytes> keys;

  Merge(IntFunction<Bytes> keys) {
    this.keys = keys;
  }

  private static final class Shortest implements Comparator<IntRun> {
    @Override
    public int compare(IntRun a, IntRun b) {
      return Integer.compare(a.size(), b.size());
    }
  }

  /** Always the two shortest: long lists are walked once or twice, however many there are. */
  int[] all(Collection<IntRun> sorted) {
    Queue<IntRun> bySize = new PriorityQueue<>(sorted.size(), new Shortest());
    bySize.addAll(sorted);
    while (bySize.size() > 1) {
      bySize.add(two(bySize.remove(), bySize.remove()));
    }
    return bySize.remove().toArray();
  }

  private IntRun two(IntRun a, IntRun b) {
    IntRun merged = new IntRun(a.size() + b.size());
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      int end = firstBehind(key(b, j), a, i);
      merged.addAll(a, i, end);
      i = end;
      if (i < a.size()) {
        end = firstBehind(key(a, i), b, j);
        merged.addAll(b, j, end);
        j = end;
      }
    }
    merged.addAll(a, i, a.size());
    merged.addAll(b, j, b.size());
    return merged;
  }

  private Bytes key(IntRun run, int at) {
    return keys.apply(run.at(at));
  }

  /**
   * The index of the first key after {@code key}, from {@code start} on. Steps double at first:
   * keys of one list mostly stand together.
   */
  private int firstBehind(Bytes key, IntRun sorted, int start) {
    int low = start;
    int step = 1;
    while (low + step <= sorted.size() && isBefore(sorted, low + step - 1, key)) {
      low += step;
      step *= 2;
    }
    int high = Math.min(sorted.size(), low + step);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBefore(sorted, middle, key)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean isBefore(IntRun run, int at, Bytes key) {
    return NaturalOrder.OF_KEYS.compare(key(run, at), key) <= 0;
  }
}
