package io.github.tfckpt.stats;

/**
 * The number of elements of a kind, and where the first one is.
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
