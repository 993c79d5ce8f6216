package io.github.tfckpt.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that a TF2 object graph gives to tensors, where they differ from the keys. */
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

  /**
   * {@return these names, but only where one tells a tensor apart from all others: no other tensor
   * has it as its full name or its key}
   *
   * @param entries all tensors of the checkpoint
   */
  default FullNames unique(List<TensorEntry> entries) {
    if (!areThere()) {
      return none();
    }
    Map<String, Integer> tensors = new HashMap<>();
    for (TensorEntry entry : entries) {
      tensors.merge(entry.name(), 1, Integer::sum);
      of(entry).ifPresent(name -> tensors.merge(name, 1, Integer::sum));
    }
    return entry -> {
      Optional<String> name = of(entry);
      return name.isPresent() && tensors.getOrDefault(name.get(), 0) == 1 ? name : Optional.empty();
    };
  }
}
