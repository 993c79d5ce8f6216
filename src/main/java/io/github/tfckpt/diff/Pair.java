package io.github.tfckpt.diff;

import io.github.tfckpt.entry.TensorEntry;
import java.util.Optional;

/**
 * Two tensors that are to be compared, or one without a counterpart.
 *
 * @param a the tensor of A
 * @param b the tensor of B
 * @param name what A calls it; what B does if A has none
 * @param nameB what B calls it
 */
public record Pair(Optional<TensorEntry> a, Optional<TensorEntry> b, String name, String nameB) {

  /** The tensor of A, or of B if A has none. */
  public TensorEntry either() {
    return a.or(() -> b).orElseThrow();
  }
}
