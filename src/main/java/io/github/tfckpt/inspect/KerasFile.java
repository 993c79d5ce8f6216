package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.DType.Kind;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The roles that the places of tensors in an HDF5 file of Keras tell.
 *
 * <pre>
 *   optimizer/vars/I        what the optimizer keeps; the first is how often it was applied
 *   .../seed_generator_I/vars/I   metrics/.../vars/I
 * </pre>
 *
 * @see "keras/src/saving/saving_lib.py, _save_state"
 */
final class KerasFile {

  private static final String OPTIMIZER = "optimizer/";
  private static final String VARS = "vars/";
  private static final Pattern RANDOM_OR_METRIC =
      Pattern.compile("(.*/)?_?seed_generator(_\\d+)?/vars/\\d+|_?metrics/(.*/)?vars/\\d+");

  private KerasFile() {}

  /** The role of what has a place of its own. */
  static Optional<Role> role(TensorEntry entry, String name) {
    if (!name.contains(VARS)) {
      return Optional.empty();
    }
    if (name.startsWith(OPTIMIZER)) {
      Kind kind = entry.dtype().kind();
      boolean counts =
          name.equals(OPTIMIZER + VARS + "0")
              && entry.shape().rank() == 0
              && (kind == Kind.INT || kind == Kind.UINT);
      return Optional.of(counts ? Role.COUNTER : Role.OPTIMIZER);
    }
    return RANDOM_OR_METRIC.matcher(name).matches()
        ? Optional.of(Role.BOOKKEEPING)
        : Optional.empty();
  }
}
