package io.github.tfckpt.name;

import io.github.tfckpt.entry.IndexedView;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.store.EntryList;
import io.github.tfckpt.work.ParallelMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The order in which people count: {@code layer_2} before {@code layer_10}.
 *
 * <p>Runs of digits compare by value, all else byte by byte; names that are equal so far ({@code
 * a01} and {@code a1}) compare byte by byte.
 */
public final class NaturalOrder implements Comparator<Bytes> {

  /** Of key bytes. */
  public static final NaturalOrder OF_KEYS = new NaturalOrder();

  /** How many keys are looked at in one go, on any thread. */
  private static final int PIECE = 1 << 16;

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
   * {@return entries in natural order}
   *
   * <p>Keys whose runs of digits agree in number and lengths stand in natural order already. There
   * are few such classes, so that merging them takes a fraction of a sort.
   *
   * @param inKeyOrder entries in the order of their keys
   */
  public static List<TensorEntry> sort(List<TensorEntry> inKeyOrder) {
    return sort(inKeyOrder, i -> keyOf(inKeyOrder, i));
  }

  private static Bytes keyOf(List<TensorEntry> entries, int index) {
    return entries instanceof EntryList list ? list.key(index) : entries.get(index).key();
  }

  /**
   * {@return whatever has keys, in natural order}
   *
   * @param <E> what has a key
   * @param inKeyOrder in the order of their keys
   * @param keys the key of each index, on any thread
   */
  public static <E> List<E> sort(List<E> inKeyOrder, IntFunction<Bytes> keys) {
    Map<Long, IntRun> classes = new HashMap<>();
    for (Map<Long, IntRun> some : classes(inKeyOrder.size(), keys)) {
      for (Map.Entry<Long, IntRun> each : some.entrySet()) {
        IntRun run = each.getValue();
        IntRun before = classes.putIfAbsent(each.getKey(), run);
        if (before != null) {
          before.addAll(run, 0, run.size());
        }
      }
    }
    return classes.size() < 2
        ? inKeyOrder
        : new IndexedView<>(inKeyOrder, new Merge(keys).all(classes.values()));
  }

  private static List<Map<Long, IntRun>> classes(int size, IntFunction<Bytes> keys) {
    int pieces = (size + PIECE - 1) / PIECE;
    try {
      return new ParallelMap<Map<Long, IntRun>>(pieces, () -> i -> classes(size, keys, i)).run(0);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is read here", e);
    }
  }

  /** The indices of one piece, by class. */
  private static Map<Long, IntRun> classes(int size, IntFunction<Bytes> keys, int piece) {
    Map<Long, IntRun> classes = new HashMap<>();
    int start = piece * PIECE;
    int end = Math.min(size, start + PIECE);
    long last = 0;
    IntRun same = new IntRun(0);
    for (int i = start; i < end; i++) {
      long digits = keys.apply(i).digitRuns();
      if (digits != last || i == start) {
        same = classes.get(digits);
        if (same == null) {
          same = new IntRun(end - start);
          classes.put(digits, same);
        }
        last = digits;
      }
      same.add(i);
    }
    return classes;
  }
}
