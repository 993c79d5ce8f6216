package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import java.util.Optional;

/**
 * Remembers the role of tensors whose keys end alike, where type and rank decide the rest. Any
 * thread may ask and keep: what is forgotten is found out again.
 */
final class Endings {

  private static final Bytes TRAINING = Bytes.utf8(RoleClassifier.TRAINING);
  private static final Bytes OPTIMIZER = Bytes.utf8(RoleClassifier.OPTIMIZER_WEIGHTS);

  private final Ending[] endings = new Ending[1 << 8];

  /** The role of tensors that end as this one does; empty if it is not known. */
  Optional<Role> role(TensorEntry entry, int end) {
    Ending known = end < 0 ? null : endings[end & (endings.length - 1)];
    return known != null && known.is(entry) ? known.role : Optional.empty();
  }

  /** Keeps the role of all that end as this one does. */
  void keep(TensorEntry entry, int end, Role role) {
    endings[end & (endings.length - 1)] = new Ending(entry, role);
  }

  /**
   * A hash of what follows the last slash of a key; -1 if the role depends on more than that. Most
   * tensors of a great checkpoint end in one of a few words, as {@code kernel} and {@code bias}.
   */
  static int of(Bytes key) {
    int hash = 0;
    int before = 0;
    boolean first = true;
    for (int i = 0; i < key.size(); i++) {
      int b = key.at(i);
      if (b == '/') {
        if (first && (isBelow(key, i, TRAINING) || isBelow(key, i, OPTIMIZER))) {
          return -1;
        }
        first = false;
        hash = 0;
      } else if (b == '.' && before == '/') {
        return -1;
      } else {
        hash = 31 * hash + b;
      }
      before = b;
    }
    int last = before;
    return last >= '0' && last <= '9' ? -1 : hash & Integer.MAX_VALUE;
  }

  private static boolean isBelow(Bytes key, int slash, Bytes scope) {
    return slash == scope.size() - 1 && key.hasAt(0, scope);
  }

  /** The role of tensors whose keys end alike. Immutable: threads share it without a lock. */
  private static final class Ending {
    private final Bytes last;
    private final boolean scalar;
    private final DType dtype;
    private final Optional<Role> role;

    Ending(TensorEntry entry, Role role) {
      Bytes key = entry.key();
      int start = key.size();
      while (start > 0 && key.at(start - 1) != '/') {
        start--;
      }
      byte[] bytes = key.toArray();
      this.last = Bytes.copyOf(bytes, start, bytes.length - start);
      this.scalar = entry.shape().rank() == 0;
      this.dtype = entry.dtype();
      this.role = Optional.of(role);
    }

    boolean is(TensorEntry entry) {
      Bytes key = entry.key();
      int start = key.size() - last.size();
      return start >= 0
          && (start == 0 || key.at(start - 1) == '/')
          && key.hasAt(start, last)
          && scalar == (entry.shape().rank() == 0)
          && dtype.equals(entry.dtype());
    }
  }
}
