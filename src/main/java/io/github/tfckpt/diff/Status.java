package io.github.tfckpt.diff;

/** What a comparison of two tensors comes to. */
public enum Status {
  /** The same bits. */
  IDENTICAL,
  /** Other bits, but each pair of values within the tolerances. */
  CLOSE,
  /** At least one pair of values is not. */
  DIFFERENT,
  /** The shapes differ: values are not compared. */
  SHAPE,
  /** The types differ: values are not compared. */
  DTYPE,
  /** There is no such tensor in B. */
  ONLY_A,
  /** There is no such tensor in A. */
  ONLY_B,
  /** It cannot be told: one side is damaged, missing, or of a type without values. */
  UNKNOWN;

  /** True for the two that leave checkpoints equal. */
  public boolean isEqual() {
    return this == IDENTICAL || this == CLOSE;
  }
}
