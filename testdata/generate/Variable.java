package io.github.tfckpt.generate;

import io.github.tfckpt.generate.Saver.Item;
import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor that a checkpoint has to hold.
 *
 * @param key the name, any bytes
 * @param value all of it
 * @param slices how it is cut, in the order they are saved; none for a whole tensor
 */
public record Variable(Bytes key, Value value, List<Slice> slices) {
  public Variable {
    slices = List.copyOf(slices);
  }

  /** A tensor saved whole. */
  public static Variable whole(String name, Value value) {
    return new Variable(Bytes.utf8(name), value, List.of());
  }

  /** A tensor saved in slices. */
  public static Variable cut(String name, Value value, List<Slice> slices) {
    return new Variable(Bytes.utf8(name), value, slices);
  }

  /** What to hand to TensorFlow for it. */
  public List<Item> items() {
    if (slices.isEmpty()) {
      return List.of(new Item(key, "", value));
    }
    List<Item> items = new ArrayList<>();
    for (Slice slice : slices) {
      items.add(item(slice));
    }
    return items;
  }

  /** What to hand to TensorFlow for one of its slices. */
  public Item item(Slice slice) {
    StringBuilder spec = new StringBuilder();
    for (long extent : value.extents()) {
      spec.append(extent).append(' ');
    }
    return new Item(key, spec.append(slice).toString(), slice.of(value));
  }

  /** What to hand to TensorFlow for all of these. */
  public static List<Item> items(List<Variable> variables) {
    return variables.stream().flatMap(variable -> variable.items().stream()).toList();
  }
}
