package io.github.tfckpt.checkpoint;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Missing;
import java.util.List;
import java.util.OptionalInt;

/**
 * The one tensor that a program means by a name. Keras' exports store each variable twice, under
 * one full name: where the stored checksums are the same, either will do.
 */
final class TensorByName {

  private TensorByName() {}

  /**
   * The tensor of a key or full name.
   *
   * @throws Missing if there is none
   * @throws IllegalArgumentException if there are several, and they differ
   */
  static TensorEntry of(Checkpoint checkpoint, String name) throws Missing {
    List<TensorEntry> found = checkpoint.named(name);
    if (found.isEmpty()) {
      String unseen = checkpoint.damage().isEmpty() ? "" : "; part of the index cannot be read";
      throw new Missing(checkpoint.path(), "no tensor " + quoted(Bytes.utf8(name)) + unseen);
    }
    TensorEntry first = found.get(0);
    for (TensorEntry other : found.subList(1, found.size())) {
      if (!isTwin(checkpoint, first, other)) {
        throw new IllegalArgumentException(
            checkpoint.path()
                + ": "
                + quoted(Bytes.utf8(name))
                + " is "
                + quoted(first.key())
                + " and "
                + quoted(other.key()));
      }
    }
    return first;
  }

  private static String quoted(Bytes name) {
    return '"' + name.brief() + '"';
  }

  private static boolean isTwin(Checkpoint checkpoint, TensorEntry one, TensorEntry other) {
    OptionalInt sum = checkpoint.storedSum(one);
    return sum.isPresent()
        && sum.equals(checkpoint.storedSum(other))
        && one.dtype().equals(other.dtype())
        && one.shape().equals(other.shape());
  }
}
