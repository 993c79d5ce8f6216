package io.github.tfckpt.stats;

/**
 * How many elements of a kind there are, and where the first stands.
 *
 * @param count how many
 * @param first row-major index; -1 if there is none
 */
public record Occurrences(long count, long first) {

  /** {@return true if there is one} */
  public boolean isThere() {
    return count > 0;
  }
}
