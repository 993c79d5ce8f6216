package io.github.tfckpt.diff;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tensors of one side of a comparison are called.
 *
 * @param shown the full names that pair tensors, in place of keys
 * @param full all full names, which rules match beside the keys
 */
public record SideNames(FullNames shown, FullNames full) {

  /**
   * {@return keys for names, and full names that rules match too}
   *
   * @param full the full names of the checkpoint
   */
  public static SideNames keys(FullNames full) {
    return new SideNames(FullNames.none(), full);
  }

  /**
   * {@return full names where they tell tensors apart, else keys}
   *
   * @param entries all tensors of the checkpoint
   * @param full its full names
   */
  public static SideNames fullNames(List<TensorEntry> entries, FullNames full) {
    return new SideNames(full.unique(entries), full);
  }

  /**
   * {@return the name by which a tensor is paired}
   *
   * @param entry of the tensor
   */
  public String shown(TensorEntry entry) {
    return shown.areThere() ? shown.of(entry).orElse(entry.name()) : entry.name();
  }

  /**
   * {@return everything that a tensor is called, the {@link #shown} name first}
   *
   * @param entry of the tensor
   */
  public List<String> all(TensorEntry entry) {
    List<String> names = new ArrayList<>();
    names.add(shown(entry));
    names.add(entry.name());
    if (full.areThere()) {
      full.of(entry).ifPresent(names::add);
    }
    return names;
  }
}
