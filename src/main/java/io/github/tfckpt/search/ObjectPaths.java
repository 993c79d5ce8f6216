package io.github.tfckpt.search;

import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.objects.ObjectTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects by the names that lead to them from the root. */
final class ObjectPaths {

  /** Longer paths are not followed. */
  private static final int MOST_STEPS = 100;

  private ObjectPaths() {}

  /**
   * The object at the end of a path. Names may hold the separator: of the children that fit, the
   * one with the longest name is taken.
   */
  static Optional<Integer> resolve(ObjectTree tree, String path, char separator) {
    int node = 0;
    int at = 0;
    for (int step = 0; step < MOST_STEPS && at < path.length() && tree.size() > 0; step++) {
      Optional<ObjectNode.Child> child = longest(tree, node, path, at, separator);
      if (child.isEmpty()) {
        return Optional.empty();
      }
      node = child.get().node();
      at += child.get().name().toString().length() + 1;
    }
    return at > path.length() ? Optional.of(node) : Optional.empty();
  }

  private static Optional<ObjectNode.Child> longest(
      ObjectTree tree, int node, String path, int at, char separator) {
    Optional<ObjectNode.Child> longest = Optional.empty();
    for (ObjectNode.Child child : tree.node(node).children()) {
      String name = child.name().toString();
      int end = at + name.length();
      boolean fits =
          path.startsWith(name, at)
              && (end == path.length() || path.charAt(end) == separator)
              && tree.isThere(child.node());
      if (fits
          && !name.isEmpty()
          && longest.map(best -> best.name().size() < child.name().size()).orElse(true)) {
        longest = Optional.of(child);
      }
    }
    return longest;
  }

  /** The keys of what was saved of an object, or of a slot that an optimizer keeps for it. */
  static List<Bytes> keys(ObjectTree tree, int node, String slot) {
    List<Bytes> keys = new ArrayList<>();
    if (slot.isEmpty()) {
      add(tree, node, keys);
      return keys;
    }
    for (ObjectTree.SlotOf kept : tree.slots(node)) {
      if (kept.name().toString().equals(slot)) {
        add(tree, kept.node(), keys);
      }
    }
    return keys;
  }

  private static void add(ObjectTree tree, int node, List<Bytes> keys) {
    for (ObjectNode.Attribute attribute : tree.node(node).attributes()) {
      for (TensorEntry tensor : tree.tensors(attribute)) {
        keys.add(tensor.key());
      }
    }
  }
}
