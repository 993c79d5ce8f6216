package io.github.tfckpt.inspect;

/** What a tensor is there for, as far as its name, dtype and shape tell. */
public enum Role {
  /** What the model computes with. */
  WEIGHT("weights"),
  /** What an optimizer keeps: moments, accumulators, hyperparameters. */
  OPTIMIZER("optimizer"),
  /** A moving average of a weight that is there too. */
  AVERAGE("average"),
  /** How far training has come: steps, saves. */
  COUNTER("counters"),
  /** The rest: object graph, strings, tables, iterators, metrics, random seeds. */
  BOOKKEEPING("bookkeeping"),
  /** A constant of a graph that only steers it: a shape, an axis, the bounds of a slice. */
  CONSTANT("constant"),
  /** A tensor that stands in the same listing under another key. */
  ALIAS("aliases");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** {@return the word for several of them: {@code weights}} */
  public String label() {
    return label;
  }
}
