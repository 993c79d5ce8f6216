package io.github.tfckpt.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The edit distance from one name to others, over their parts: parts are replaced at the cost of
 * {@link SegmentDistance}, left out or put in. Scopes at the front cost little, because they come
 * and go; slots at the end cost less than other parts. For one thread.
 */
final class PathDistance {

  /** Far beyond any distance. */
  static final double NOTHING = 1000;

  private static final double NEAR = 0.6;
  private static final double COMMON = 0.6;
  private static final double SCOPE_MORE = 0.1;
  private static final double SCOPE_LESS = 0.3;
  private static final double WITHIN_MORE = 0.3;
  private static final double WITHIN_LESS = 0.3;
  private static final double BEHIND_MORE = 0.3;
  private static final double BEHIND_LESS = 0.5;
  private static final double SLOT_LESS = 0.25;

  /** What two names have in common only by their letters still is worth naming. */
  private static final double CONTAINED = 0.3;

  /** What it counts that they are whole parts of a name, and not of one part. */
  private static final double WHOLE = 0.15;

  /** Parts that were joined in another way: {@code layer 5 k}, {@code enc.layer_5.k}. */
  private static final double JOINED = 0.25;

  private static final int SHORTEST_JOINED = 4;

  private static final double PART_MORE = 0.02;
  private static final int MOST_KNOWN = 1 << 16;

  private final List<String> wanted;
  private final String folded;
  private final String together;
  private final Map<String, double[]> known = new HashMap<>();

  PathDistance(String name) {
    wanted = Segments.of(name);
    folded = Segments.folded(String.join("/", wanted));
    together = Segments.together(folded);
  }

  /** How many parts are compared. */
  int size() {
    return wanted.size();
  }

  /**
   * The distance to a name: 0 if all parts are the same, {@link #NOTHING} if none is near.
   *
   * <p>Parts are compared from the front; until the first two are near each other, all are scopes.
   */
  double to(String name) {
    List<String> parts = Segments.of(name);
    int m = parts.size();
    double[][] costs = new double[m][];
    for (int j = 0; j < m; j++) {
      costs[j] = costs(parts.get(j));
    }
    double[] scopes = new double[m + 1];
    double[] near = new double[m + 1];
    Arrays.fill(near, NOTHING);
    for (int j = 1; j <= m; j++) {
      scopes[j] = j * SCOPE_MORE;
    }
    for (int i = 1; i <= wanted.size(); i++) {
      double[] nearRow = new double[m + 1];
      nearRow[0] = NOTHING;
      double more = i == wanted.size() ? BEHIND_MORE : WITHIN_MORE;
      for (int j = 1; j <= m; j++) {
        double cost = costs[j - 1][i - 1];
        double best = Math.min(near[j - 1] + cost, nearRow[j - 1] + more);
        best = Math.min(best, near[j] + less(i, j == m));
        nearRow[j] =
            Math.min(best, scopes[j - 1] + first(cost, wanted.get(i - 1), parts.get(j - 1)));
      }
      near = nearRow;
      for (int j = 0; j <= m; j++) {
        scopes[j] += SCOPE_LESS;
      }
    }
    return Math.min(near[m], contained(parts));
  }

  /** What the first two parts that are near each other cost: words that all names have, more. */
  private double first(double cost, String part, String other) {
    if (cost > NEAR) {
      return NOTHING;
    }
    boolean common =
        wanted.size() > 1 && (SegmentDistance.isCommon(part) || SegmentDistance.isCommon(other));
    return common ? cost + COMMON : cost;
  }

  private double contained(List<String> parts) {
    String all = Segments.folded(String.join("/", parts));
    double contained = CONTAINED + PART_MORE * Math.abs(parts.size() - wanted.size());
    if (folded.length() > 1 && all.contains(folded)) {
      return ("/" + all + "/").contains("/" + folded + "/") ? contained - WHOLE : contained;
    }
    String joined = Segments.together(all);
    if (together.length() < SHORTEST_JOINED || !joined.contains(together)) {
      return NOTHING;
    }
    return joined.length() == together.length() ? JOINED : contained + JOINED;
  }

  private double less(int i, boolean atEnd) {
    if (!atEnd) {
      return WITHIN_LESS;
    }
    return SegmentDistance.isSlot(wanted.get(i - 1)) ? SLOT_LESS : BEHIND_LESS;
  }

  /** From each wanted part to a part: names share most of theirs. */
  private double[] costs(String part) {
    double[] costs = known.get(part);
    if (costs == null) {
      costs = new double[wanted.size()];
      for (int i = 0; i < costs.length; i++) {
        costs[i] = SegmentDistance.between(wanted.get(i), part);
      }
      if (known.size() < MOST_KNOWN) {
        known.put(part, costs);
      }
    }
    return costs;
  }
}
