package io.github.tfckpt.history;

/** What a step has of a tensor, compared with the step before that has it. */
public enum StepState {
  /** It is not there. */
  ABSENT,
  /** It is there for the first time. */
  FIRST,
  /** It has the same bytes. */
  SAME,
  /** It has other bytes. */
  CHANGED,
  /** It has another type or shape. */
  RESHAPED,
  /** What is stored does not tell. */
  UNKNOWN,
  /** The step cannot be read. */
  UNREAD;

  /** {@return true if it was compared with a step before} */
  public boolean isCompared() {
    return this == SAME || this == CHANGED || this == RESHAPED || this == UNKNOWN;
  }

  /** {@return true if the step has the tensor, as far as is known} */
  public boolean isThere() {
    return this != ABSENT && this != UNREAD;
  }

  /** {@return true if it is another tensor than before} */
  public boolean isChange() {
    return this == CHANGED || this == RESHAPED;
  }
}
