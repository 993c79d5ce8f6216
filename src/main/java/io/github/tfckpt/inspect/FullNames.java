package io.github.tfckpt.inspect;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import java.util.Optional;

/** The names that a TF2 object graph gives to tensors, where they are others than the keys. */
public interface FullNames {

  /** The full name of a tensor, if it has one. */
  Optional<String> of(TensorEntry entry);

  /** False if no tensor has one: nobody needs to ask for each. */
  default boolean areThere() {
    return true;
  }

  /** No object graph. */
  static FullNames none() {
    return new FullNames() {
      @Override
      public Optional<String> of(TensorEntry entry) {
        return Optional.empty();
      }

      @Override
      public boolean areThere() {
        return false;
      }
    };
  }

  /** Those of a checkpoint. */
  static FullNames of(Checkpoint checkpoint) {
    return new FullNames() {
      @Override
      public Optional<String> of(TensorEntry entry) {
        return checkpoint.fullName(entry);
      }

      @Override
      public boolean areThere() {
        return checkpoint.hasFullNames();
      }
    };
  }
}
