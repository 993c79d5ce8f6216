package io.github.tfckpt.stats;

/** What a tensor may be searched for. */
public enum Anomaly {
  /** Elements that are NaN. */
  NAN,
  /** Elements that are infinite. */
  INF,
  /** Elements that are 0. */
  ZERO,
  /** At least two elements, all of them equal. */
  CONST
}
