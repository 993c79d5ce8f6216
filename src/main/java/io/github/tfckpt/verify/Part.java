package io.github.tfckpt.verify;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One of several parts that work is cut into by bytes, each about as big as the others. All parts
 * together are the work, and no two share any of it.
 *
 * @param number from 1 to {@code of}
 * @param of how many parts there are, at least 1
 */
public record Part(int number, int of) {

  /** What counts as more counts as so much: a million of these add up without overflow. */
  private static final long MOST = 1L << 40;

  /** All of it. */
  public static final Part WHOLE = new Part(1, 1);

  /**
   * The part of this number, counted from 1.
   *
   * @throws IllegalArgumentException if there is no such part
   */
  public Part {
    if (of < 1 || number < 1 || number > of) {
      throw new IllegalArgumentException(number + "/" + of);
    }
  }

  /**
   * {@return true if there are no others; a record's own equality is slow when it is first asked}
   */
  public boolean isWhole() {
    return of == 1;
  }

  /** {@return true for the part that also has whatever cannot be cut} */
  public boolean isFirst() {
    return number == 1;
  }

  /**
   * {@return those that begin in this part, in the same order: a view}
   *
   * @param <T> what the work is made of
   * @param all the work; the same for every part
   * @param bytes how many bytes each of them is about
   */
  public <T> List<T> of(List<T> all, ToLongFunction<T> bytes) {
    long total = 0;
    for (T each : all) {
      total += weight(bytes.applyAsLong(each));
    }
    long from = edge(number - 1, total);
    long to = edge(number, total);
    int first = 0;
    int end = 0;
    long at = 0;
    for (T each : all) {
      first += at < from ? 1 : 0;
      end += at < to ? 1 : 0;
      at += weight(bytes.applyAsLong(each));
    }
    return all.subList(first, end);
  }

  /** What takes no bytes has to be in some part too; what an index claims may be any number. */
  private static long weight(long bytes) {
    return Math.max(0, Math.min(bytes, MOST)) + 1;
  }

  private long edge(int parts, long total) {
    return total / of * parts + total % of * parts / of;
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
