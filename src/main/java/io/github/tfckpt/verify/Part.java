package io.github.tfckpt.verify;

import io.github.tfckpt.check.DataCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * One of several parts that work is cut into by bytes, each about as big as the others. All parts
 * together are the work, and no two share any of it.
 *
 * @param number from 1 to {@code of}
 */
public record Part(int number, int of) {

  /** All of it. */
  public static final Part WHOLE = new Part(1, 1);

  public Part {
    if (of < 1 || number < 1 || number > of) {
      throw new IllegalArgumentException(number + "/" + of);
    }
  }

  /** True for the part that also has whatever cannot be cut. */
  public boolean isFirst() {
    return number == 1;
  }

  /** Those checks that begin in this part. */
  List<DataCheck> of(List<DataCheck> all) {
    long total = 0;
    for (DataCheck check : all) {
      total += weight(check);
    }
    long from = edge(number - 1, total);
    long to = edge(number, total);
    List<DataCheck> mine = new ArrayList<>();
    long at = 0;
    for (DataCheck check : all) {
      if (at >= from && at < to) {
        mine.add(check);
      }
      at += weight(check);
    }
    return mine;
  }

  /** A check of nothing has to be in some part too. */
  private static long weight(DataCheck check) {
    return check.size() + 1;
  }

  private long edge(int parts, long total) {
    return total / of * parts + total % of * parts / of;
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
