package io.github.tfckpt.search;

import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.objects.ObjectTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The keys of objects. */
final class ObjectPaths {

  private ObjectPaths() {}

  /** The keys of what was saved of an object, or of a slot that an optimizer keeps for it. */
  static List<Bytes> keys(ObjectTree tree, int node, String slot) {
    List<Bytes> keys = new ArrayList<>();
    if (slot.isEmpty()) {
      add(tree, node, keys);
      return keys;
    }
    for (ObjectTree.SlotOf kept : tree.slots(node)) {
      // Keras 2 says m and v, Keras 3 momentum and velocity.
      if (SegmentDistance.areSame(kept.name().toString(), slot)) {
        add(tree, kept.node(), keys);
      }
    }
    return keys;
  }

  /**
   * The keys of all slots that optimizers keep for variables of a full name, or if there is none,
   * for those whose full names end with it as with a path: {@code conv_a/kernel}.
   */
  static List<Bytes> slots(ObjectTree tree, String variable) {
    List<Bytes> keys = slots(tree, variable::equals);
    return keys.isEmpty() ? slots(tree, name -> name.endsWith("/" + variable)) : keys;
  }

  private static List<Bytes> slots(ObjectTree tree, Predicate<String> isMeant) {
    List<Bytes> keys = new ArrayList<>();
    for (int node = 0; node < tree.size(); node++) {
      for (ObjectNode.Attribute attribute : tree.node(node).attributes()) {
        if (isMeant.test(attribute.fullName().toString())) {
          tree.slots(node).forEach(slot -> add(tree, slot.node(), keys));
        }
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
