package io.github.tfckpt.diff;

import io.github.tfckpt.entry.TensorEntry;
import java.util.Optional;

/**
 * Two tensors that are to be compared, or one without a counterpart.
 *
 * @param a the tensor of A
 * @param b the tensor of B
 * @param name what A calls it; what B does if A has none
 * @param nameB what B calls it, or would by the rules that rename
 */
public record Pair(Optional<TensorEntry> a, Optional<TensorEntry> b, String name, String nameB) {

  /** The tensor of A, or of B if A has none. */
  public TensorEntry either() {
    return a.isPresent() ? a.get() : b.orElseThrow();
  }

  public boolean isWhole() {
    return a.isPresent() && b.isPresent();
  }

  /** Bytes of both sides, as far as the indexes tell. */
  public long bytes() {
    long bytes = a.isPresent() ? a.get().bytes().orElse(0) : 0;
    return bytes + (b.isPresent() ? b.get().bytes().orElse(0) : 0);
  }
}
