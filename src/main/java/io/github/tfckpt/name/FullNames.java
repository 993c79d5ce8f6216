package io.github.tfckpt.name;

import io.github.tfckpt.entry.TensorEntry;
import java.util.Optional;

/** The names that a TF2 object graph gives to tensors, where they are others than the keys. */
public interface FullNames {

  /**
   * {@return the full name of a tensor, if it has one}
   *
   * @param entry of the checkpoint whose names these are
   */
  Optional<String> of(TensorEntry entry);

  /** {@return false if no tensor has one: nobody needs to ask for each} */
  default boolean areThere() {
    return true;
  }

  /** {@return the names of a checkpoint without an object graph} */
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
}
