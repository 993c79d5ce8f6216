package io.github.tfckpt.diff;

import java.util.Locale;

/** The result of comparing two tensors. */
public enum Status {
  /** The same bits. */
  IDENTICAL,
  /** The bits differ, but each pair of values is within the tolerances. */
  CLOSE,
  /** At least one pair of values is outside them. */
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

  /** {@return true for the two that leave checkpoints equal} */
  public boolean isEqual() {
    return this == IDENTICAL || this == CLOSE;
  }

  /** {@return the word for it: {@code only_a}} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its rank among others, the most important first. */
  int rank() {
    return switch (this) {
      case UNKNOWN -> 0;
      case DIFFERENT -> 1;
      case SHAPE -> 2;
      case DTYPE -> 3;
      case ONLY_A -> 4;
      case ONLY_B -> 5;
      case CLOSE -> 6;
      case IDENTICAL -> 7;
    };
  }
}
